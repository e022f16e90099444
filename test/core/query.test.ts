import { describe, expect, it } from 'vitest';
import { opensStatement, queryFault } from '../../core/carto/query.ts';

const TRIPLE = '"""';

describe('queries that can be granted', () => {
  it.each([
    // of any warehouse
    'SELECT 1',
    'select*from t',
    '(SELECT 1) UNION ALL (SELECT 2)',
    'WITH a AS (SELECT 1), b AS (SELECT 2) SELECT * FROM a, b',
    'VALUES (1), (2)',
    'SHOW TABLES',
    'EXPLAIN SELECT 1',
    "SELECT ';', '--', '/*', '(', ')' FROM t",
    'SELECT "a;b(" FROM t -- don\'t; (',
    'SELECT /* it\'s; ( " ` */ 1',
    'SELECT/**/1',
    "SELECT 1 -- don't",
    "-- don't\nSELECT 1",
    '/* ( */ (/**/ SELECT 1)',
    "SELECT ''",
    'SELECT ((1 + (2)) * (3))',
    // parameters
    'SELECT * FROM t WHERE a = @a AND b = :b AND c = {{c}} AND d = $1 AND e = ?',
    'SELECT * FROM t WHERE id = @update AND x = :delete',
    // words that only look like writing
    'SELECT update, t.delete FROM t',
    "SELECT REPLACE(a, 'x', 'y'), INSERT(a, 1, 2, 'z') FROM t",
    'SELECT insert_date, last_update FROM t ORDER BY update',
    'SELECT (delete), (update) FROM t',
    'SELECT * FROM t FOR UPDATE',
    'SELECT * FROM t FOR UPDATE OF t SKIP LOCKED',
    'SELECT CURRENT_DATE FROM p.d.delete',
    "SELECT 'delete from t', 'into' FROM t",
    // BigQuery
    'SELECT * FROM `p.d.t; DELETE` WHERE a = "it\'s" # don\'t; (',
    "# don't\nSELECT 1",
    "SELECT 1 # it's\n",
    "SELECT 'it\\'s', \"a \\\"b\\\"\", 'c\\\\'",
    "SELECT r'\\d+', r\"\\'\", b'a', rb'\\\\'",
    `SELECT ${TRIPLE}a "b" ; ( ""c\\${TRIPLE}${TRIPLE}, '''it's ''x'''`,
    `SELECT ${TRIPLE}${TRIPLE}, ''''''`,
    'SELECT ARRAY_AGG(x ORDER BY y LIMIT 1)[OFFSET(0)] FROM UNNEST([1, 2]) AS x',
    // PostgreSQL, Redshift
    'SELECT \'it\'\'s\', "a""b" FROM t',
    "SELECT '\\', '\\\\'",
    "SELECT $$it's; ($$, $tag$ $$ ; ' $tag$",
    'SELECT a #> b, a #- c FROM t',
    "SELECT E'it\\'s' FROM t",
    'SELECT a$b$c FROM t',
    // Snowflake
    'SELECT $1, t.$2:a.b::string FROM @stage/path t',
    "SELECT $$ don't $$",
    'SELECT * FROM TABLE(FLATTEN(input => v:"a b"))',
  ])('%s', (sql) => {
    expect(queryFault(sql)).toBeUndefined();
    expect(opensStatement(sql)).toBe(true);
  });
});

describe('what cannot', () => {
  it.each([
    ['', 'only-comment', ''],
    [' (', 'only-comment', ' ('],
    ['-- nothing', 'only-comment', '-- nothing'],
    ['/* a */ # b', 'only-comment', '/* a */ # b'],
    // unclosed
    ['/* SELECT 1', 'unclosed', '/*'],
    ['SELECT /* 1', 'unclosed', '/*'],
    ["SELECT 'a", 'unclosed', "'"],
    ['SELECT "a', 'unclosed', '"'],
    ['SELECT `a', 'unclosed', '`'],
    ["SELECT $$it's", 'unclosed', '$$'],
    ["SELECT $tag$ it's $$ $other$", 'unclosed', '$tag$'],
    [`SELECT ${TRIPLE}a", \\x;`, 'unclosed', TRIPLE],
    ["SELECT `a`, '''a', \\';", 'unclosed', "'''"],
    // unbalanced
    ['SELECT (1', 'unbalanced', '('],
    ['SELECT ((1)', 'unbalanced', '('],
    ['SELECT 1)', 'unbalanced', ')'],
    ['SELECT )(', 'unbalanced', ')'],
    ['(SELECT 1; SELECT 2', 'unbalanced', '('],
    // writes
    ['DELETE FROM t', 'writes', 'DELETE'],
    ['(insert into t values (1))', 'writes', 'insert'],
    ['-- a\n/* b */ Drop TABLE t', 'writes', 'Drop'],
    ['CREATE TABLE t AS SELECT 1', 'writes', 'CREATE'],
    ['MERGE INTO t USING u ON a = b WHEN MATCHED THEN DELETE', 'writes', 'MERGE'],
    ['CALL p()', 'writes', 'CALL'],
    ['BEGIN SELECT 1; END', 'writes', 'BEGIN'],
    ['WITH a AS (DELETE FROM t RETURNING *) SELECT * FROM a', 'writes', 'DELETE'],
    ['WITH a AS (SELECT 1), b AS (\n-- x\nupdate t SET a = 1) SELECT 1', 'writes', 'update'],
    ['WITH a AS (SELECT 1) DELETE FROM t', 'writes', 'DELETE'],
    ['WITH a AS (SELECT 1) INSERT INTO t SELECT * FROM a', 'writes', 'INSERT'],
    ['WITH a AS (SELECT 1) /* x */ MERGE INTO t USING a ON true', 'writes', 'MERGE'],
    ['WITH a AS (SELECT 1) update "t" SET a = 1', 'writes', 'update'],
    ['SELECT * INTO t FROM u', 'writes', 'INTO'],
    ['SELECT (1) into t', 'writes', 'into'],
    // several statements
    ['SELECT 1; SELECT 2', 'second-statement', 'SELECT'],
    ['SELECT 1; -- x\n ; drop table t;', 'second-statement', 'drop'],
    ['SELECT 1;)', 'second-statement', ')'],
    ['SELECT 1;', 'trailing-semicolon', ';'],
    ["SELECT ';' ; ; -- that's it", 'trailing-semicolon', ';'],
    ["SELECT `a`; # that's it", 'trailing-semicolon', ';'],
  ])('%s: %s', (sql, kind, blamed) => {
    const fault = queryFault(sql);
    expect(fault?.kind).toBe(kind);
    expect(sql.slice(fault?.span.start, fault?.span.end)).toBe(blamed);
  });

  it('the semicolon blamed is the first that ends the statement', () => {
    expect(queryFault("SELECT ';' ;; ")?.span).toEqual({ start: 11, end: 12 });
  });
});

describe('what begins a statement', () => {
  it.each([
    ['SELECT 1', true],
    ['\tselect\n1', true],
    ['((SELECT 1))', true],
    ['WITH"a" AS (SELECT 1) SELECT 1', true],
    ['DELETE FROM t', true],
    ['# only a comment', true],
    ['/* never closed', true],
    ['SELECT', false],
    ['select.dataset.table', false],
    ['update.t', false],
    ['set-top.boxes.t', false],
    ['selection of things', false],
    ['', false],
    ['(', false],
    ['`SELECT 1`', false],
    ["'SELECT 1'", false],
  ])('%j: %s', (text, opens) => {
    expect(opensStatement(text)).toBe(opens);
  });
});

/** Each has made a pattern slow, or might: what is opened and not closed, again and again. */
describe('a megabyte is read in a moment', () => {
  const parts = [
    ...["''", '""', '``', "'", '"', '`', '(', ')', '()', ' ', ';', '--\n', '--', '#\n', '/**/'],
    ...['/* ', '/*a*', '*/', '$$', '$a$', '$a', '$$a$$', "\\'", '\\"', "'''", `${TRIPLE}`],
    ...[`${TRIPLE}x" \\`, "'''x' \\", `${TRIPLE}\\`, "''\\", '(insert ', ') update x', 'into '],
    ...['(-- \n', '(/**/', 'delete ', 'a', 'a.', '@', '\n', '\ud800'],
  ];
  it.each(parts.map((part) => [JSON.stringify(part), part]))('of %s', (_, part) => {
    const megabyte = part.repeat(1_000_000 / part.length);
    for (const before of ['', 'WITH ', "SELECT '"]) {
      expect(() => queryFault(`${before}${megabyte};`)).not.toThrow();
    }
    expect(typeof opensStatement(megabyte)).toBe('boolean');
  });
});
