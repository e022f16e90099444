import { cteNames, tableFrom } from './table-names.ts';
import { skip, type Token, tokensOf, wordAt } from './tokens.ts';

/** What a statement does, as permissions call it; `own` is what only an owner may: to define and to destroy. */
export type Action = 'select' | 'insert' | 'update' | 'delete' | 'create' | 'own';

/** Something that SQL does with a table. */
export interface Use {
  readonly action: Action;
  readonly schema: string;
  readonly table: string;
}

/** What is between a pair of parentheses. */
interface Level {
  /** Where the tables behind FROM are read from: undefined in a function's arguments, `EXTRACT(day FROM …)`. */
  reads: Action | undefined;
  /** Whether a comma leads to another table. */
  listsTables: boolean;
}

/** Words that begin what only an owner may. */
const OWNER = new Set([
  'alter',
  'drop',
  'truncate',
  'grant',
  'revoke',
  'comment',
  'copy',
  'call',
  'do',
  'vacuum',
  'analyze',
  'set',
  'refresh',
  'lock',
  'execute',
  'prepare',
]);
/** Words that begin a query where a table could stand. */
const STATEMENTS = new Set(['select', 'with', 'values', 'insert', 'update', 'delete']);
/** Words that end a list of tables. */
const ENDS_LIST = new Set([
  'where',
  'group',
  'order',
  'limit',
  'having',
  'set',
  'returning',
  'union',
  'except',
  'intersect',
  'values',
  'window',
  'offset',
  'fetch',
]);

/**
 * What SQL does with which tables: those behind FROM, JOIN, USING, INTO, UPDATE and DELETE FROM, without the names
 * that WITH gives. It goes by words and knows no grammar: enough to decide about permissions.
 */
export function usesOf(sql: string): Use[] {
  const tokens = tokensOf(sql);
  const ctes = cteNames(tokens);
  const uses: Use[] = [];
  const levels: Level[] = [{ reads: undefined, listsTables: false }];
  let isStart = true;

  for (let at = 0; at < tokens.length; at += 1) {
    const level = levels.at(-1) ?? { reads: undefined, listsTables: false };
    const word = wordAt(tokens, at);
    const tableAt = (from: number, action: Action): void => {
      const found = tableFrom(tokens, from);
      if (!found) return;
      at = found.end - 1;
      const isCte = found.schema === undefined && ctes.has(found.table);
      if (!isCte) uses.push({ action, schema: found.schema ?? 'public', table: found.table });
    };

    /** Tables may stand in parentheses of their own: `FROM (a JOIN b ON …)`. */
    const tablesAt = (from: number): void => {
      let next = afterModifiers(tokens, from);
      while (wordAt(tokens, next) === '(') {
        levels.push({ reads: 'select', listsTables: true });
        at = next;
        next = afterModifiers(tokens, next + 1);
      }
      if (!STATEMENTS.has(wordAt(tokens, next))) tableAt(next, 'select');
    };

    if (word === '(') levels.push({ reads: undefined, listsTables: false });
    else if (word === ')') {
      if (levels.length > 1) levels.pop();
    } else if (word === ';') {
      levels.splice(0, levels.length, { reads: undefined, listsTables: false });
    } else if (isStart && word === 'create') {
      uses.push(created(tokens, at));
    } else if (isStart && OWNER.has(word)) {
      uses.push({ action: 'own', schema: 'public', table: '' });
    } else if (word === 'select') Object.assign(level, { reads: 'select', listsTables: false });
    else if (word === 'insert' && wordAt(tokens, at + 1) === 'into') tableAt(at + 2, 'insert');
    else if (word === 'delete' && wordAt(tokens, at + 1) === 'from') {
      level.reads = 'select';
      tableAt(skip(tokens, at + 2, 'only'), 'delete');
    } else if (word === 'update' && isUpdate(tokens, at)) {
      level.reads = 'select';
      tableAt(skip(tokens, at + 1, 'only'), 'update');
    } else if (word === 'into' && level.reads) {
      uses.push({
        action: 'create',
        schema: tableFrom(tokens, at + 1)?.schema ?? 'public',
        table: '',
      });
    } else if (startsTables(tokens, at) && level.reads) {
      level.listsTables = true;
      tablesAt(at + 1);
    } else if (word === ',' && level.listsTables) tablesAt(at + 1);
    else if (ENDS_LIST.has(word)) level.listsTables = false;
    else if (word === 'table' && isStart) {
      tableAt(at + 1, 'select'); // TABLE name is SELECT * FROM name
    }
    isStart = word === ';' || word === '(' || (isStart && word === 'explain');
  }
  return uses;
}

/** `IS DISTINCT FROM` compares, and names no table. */
function startsTables(tokens: readonly Token[], at: number): boolean {
  const word = wordAt(tokens, at);
  if (word === 'from') {
    const compares = ['is', 'not'].includes(wordAt(tokens, at - 2));
    return !(wordAt(tokens, at - 1) === 'distinct' && compares);
  }
  return word === 'join' || (word === 'using' && wordAt(tokens, at + 1) !== '(');
}

/** `FOR UPDATE` and `ON CONFLICT DO UPDATE` name no table. */
function isUpdate(tokens: readonly Token[], at: number): boolean {
  return !['for', 'do', 'on', 'key'].includes(wordAt(tokens, at - 1));
}

function created(tokens: readonly Token[], at: number): Use {
  let next = at + 1;
  for (const word of ['or', 'replace', 'temporary', 'temp', 'unlogged'])
    next = skip(tokens, next, word);
  const isTable = ['table', 'view'].includes(wordAt(tokens, next));
  next += 1;
  for (const word of ['if', 'not', 'exists']) next = skip(tokens, next, word);
  const schema = wordAt(tokens, next + 1) === '.' ? tokens[next]?.text : undefined;
  return { action: isTable ? 'create' : 'own', schema: schema ?? 'public', table: '' };
}

function afterModifiers(tokens: readonly Token[], at: number): number {
  return skip(tokens, skip(tokens, at, 'lateral'), 'only');
}
