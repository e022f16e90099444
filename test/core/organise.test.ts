import { describe, expect, it } from 'vitest';
import { organise } from '../../core/declarations/organise.ts';
import { parseDeclaration } from '../../core/declarations/parse.ts';
import { applyEdits } from '../../core/text-edits.ts';

const organised = (text: string) => applyEdits(text, organise(parseDeclaration(text)));

describe('organise', () => {
  it.each([
    [
      'properties in the order of the Tokens API, unknown ones last',
      '{"x": 1, "referers": [], "grants": [], "allowed_apis": [], "name": "a", "$schema": "", "y": 2}',
      '{"$schema": "", "name": "a", "allowed_apis": [], "grants": [], "referers": [], "x": 1, "y": 2}',
    ],
    [
      'APIs, unknown ones last, as they were',
      '{"allowed_apis": ["x", "imports", "sql", "maps", 1, "lds", "a"]}',
      '{"allowed_apis": ["maps", "sql", "lds", "imports", "x", 1, "a"]}',
    ],
    [
      'grants by connection, kind and source',
      '{"grants": [{"connection_name": "b", "source": "SELECT 1"}, {"connection_name": "b", "source": "s.b"}, {"connection_name": "b", "source": "`s.a`"}, {"connection_name": "b", "source": "*"}, {"connection_name": "a", "source": "s.z"}]}',
      '{"grants": [{"connection_name": "a", "source": "s.z"}, {"connection_name": "b", "source": "*"}, {"connection_name": "b", "source": "`s.a`"}, {"connection_name": "b", "source": "s.b"}, {"connection_name": "b", "source": "SELECT 1"}]}',
    ],
    [
      'the properties of a grant',
      '{"grants": [{"source": "a.b", "x": 1, "connection_name": "a"}]}',
      '{"grants": [{"connection_name": "a", "source": "a.b", "x": 1}]}',
    ],
    [
      'referers by host',
      '{"referers": ["https://b.com/", "http://a.com/", "https://a.com/", 1, "http://b.com/"]}',
      '{"referers": ["http://a.com/", "https://a.com/", "http://b.com/", "https://b.com/", 1]}',
    ],
    [
      'the properties of an API key and of its grants, which stay in their order',
      '{"grants": [{"tables": [{"permissions": [], "name": "t", "schema": "s"}], "type": "database"}, {"apis": ["maps", "sql"], "type": "apis"}], "name": "k"}',
      '{"name": "k", "grants": [{"type": "database", "tables": [{"schema": "s", "name": "t", "permissions": []}]}, {"type": "apis", "apis": ["maps", "sql"]}]}',
    ],
    [
      'no grant of an API key before those of a token, so that it stays a token',
      '{"grants": [{"connection_name": "a", "source": "a.b"}, {"type": "apis", "apis": []}]}',
      '{"grants": [{"connection_name": "a", "source": "a.b"}, {"type": "apis", "apis": []}]}',
    ],
    [
      'properties that stand there twice, in their order',
      '{"grants": [], "name": "first", "name": "second"}',
      '{"name": "first", "name": "second", "grants": []}',
    ],
    [
      'lists with equal items',
      '{"allowed_apis": ["sql", "sql"]}',
      '{"allowed_apis": ["sql", "sql"]}',
    ],
  ])('orders %s', (_, text, expected) => {
    expect(organised(text)).toBe(expected);
    expect(organised(expected)).toBe(expected);
  });

  it('what stands between stays where it is', () => {
    expect(organised('{\r\n\t"grants": [ ],\r\n\r\n\t"name" : "\\u0061"  }\r\n')).toBe(
      '{\r\n\t"name" : "\\u0061",\r\n\r\n\t"grants": [ ]  }\r\n',
    );
  });

  it('what has no order keeps it', () => {
    const text =
      '{"x": {"b": [2, 1], "a": {"referers": 1, "grants": 2}}, "y": ["b", "a"], "z": [[2, 1]]}';
    expect(organised(text)).toBe(text);
  });

  it.each(['', 'null', '[]', '"a"', '{"grants": [], "name": "a"', '{"grants": [], "name": "a",}'])(
    'leaves %j alone, which is no whole declaration',
    (text) => {
      expect(organise(parseDeclaration(text))).toEqual([]);
    },
  );
});
