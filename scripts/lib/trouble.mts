/** Something that the person running a script can mend: its message says what and how, and needs no stack. */
export class Trouble extends Error {}

/** Runs a script's main function: its number is the exit code, and what goes wrong is said. */
export async function main(script: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await script();
  } catch (error) {
    console.error(error instanceof Trouble ? `\n${error.message}` : error);
    process.exitCode = 1;
  }
}
