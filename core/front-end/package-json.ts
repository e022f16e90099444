import { asRecord } from '../json/record.ts';

/** A package.json, of which nothing is taken for granted. */
export type PackageJson = Readonly<Record<string, unknown>>;

/** Undefined where it is no JSON object, which whoever is writing it will see. */
export function parsePackage(text: string): PackageJson | undefined {
  try {
    return asRecord(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** The names of the packages that a project needs, to run or to be developed. */
export function dependenciesOf(packageJson: PackageJson | undefined): string[] {
  const { dependencies, devDependencies } = packageJson ?? {};
  return [dependencies, devDependencies].flatMap((each) => Object.keys(asRecord(each) ?? {}));
}
