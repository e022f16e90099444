import { afterEach, beforeEach, expect, it } from 'vitest';
import { readBlobs } from '../../cli/git/blobs.ts';
import { GitError, gitIn } from '../../cli/git/git.ts';
import { Repository } from './repository.ts';

let repository: Repository;

beforeEach(async () => {
  repository = await Repository.make();
});
afterEach(() => repository.remove());

async function read(names: readonly string[], bound: number) {
  const git = await gitIn({ cwd: repository.folder, env: repository.env });
  const named = names.map((blob) => ({ blob }));
  const contents: (string | undefined)[] = [];
  for await (const [, content] of readBlobs(git, named, bound)) contents.push(content?.toString());
  return contents;
}

const blobOf = async (file: string) => (await repository.git('rev-parse', `HEAD:${file}`)).trim();

it('reads contents in their order, and passes over those that are too large', async () => {
  // Longer than what comes through a pipe at once.
  const long = 'line\n'.repeat(100_000);
  await repository.commit({ empty: '', small: 'a\n\nb', long, longer: `${long}.` });
  const names = await Promise.all(['small', 'longer', 'empty', 'long', 'small'].map(blobOf));
  const bound = long.length;
  expect(await read(names, bound)).toEqual(['a\n\nb', undefined, '', long, 'a\n\nb']);
  expect(await read(names, 0)).toEqual([undefined, undefined, '', undefined, undefined]);
});

it('says which content is not there', async () => {
  await repository.commit({ small: 'a' });
  const absent = '0'.repeat(40);
  const reading = read([await blobOf('small'), absent], 10);
  await expect(reading).rejects.toThrow(GitError);
  await expect(reading).rejects.toThrow(absent);
});
