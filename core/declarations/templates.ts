// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the syntax of snippets
import { type Phrase, phrase } from '../phrase.ts';

/** A whole declaration to begin with. */
export interface Template {
  readonly label: Phrase;
  /** What it is for. */
  readonly detail: Phrase;
  /** In the syntax of snippets: `${1:placeholder}`, `$0` the last place of the cursor. */
  readonly snippet: string;
}

const name = (placeholder: string) => `  "name": "\${1:${placeholder}}",`;

export const TEMPLATES: readonly Template[] = [
  {
    label: phrase('Public map'),
    detail: phrase(
      'A token for a website: the Maps API, one table, the website as its only referer',
    ),
    snippet: [
      '{',
      name('public-map'),
      '  "allowed_apis": ["maps"],',
      '  "grants": [',
      '    {',
      '      "connection_name": "${2:carto_dw}",',
      '      "source": "${3:project.dataset.table}"',
      '    }',
      '  ],',
      '  "referers": ["https://${4:example.com}/"]',
      '}',
      '$0',
    ].join('\n'),
  },
  {
    label: phrase('SQL backend'),
    detail: phrase('A token for a server: the SQL API, the very query it runs'),
    snippet: [
      '{',
      name('sql-backend'),
      '  "usage": "server",',
      '  "allowed_apis": ["sql"],',
      '  "grants": [',
      '    {',
      '      "connection_name": "${2:carto_dw}",',
      '      "source": "${3:SELECT * FROM `project.dataset.table` WHERE id = @id}"',
      '    }',
      '  ]',
      '}',
      '$0',
    ].join('\n'),
  },
  {
    label: phrase('Imports job'),
    detail: phrase(
      'A token for a job that loads data: the Imports API, which cannot share a token',
    ),
    snippet: [
      '{',
      name('imports-job'),
      '  "usage": "server",',
      '  "allowed_apis": ["imports"],',
      '  "grants": [',
      '    {',
      '      "connection_name": "${2:carto_dw}",',
      '      "source": "${3:project.dataset.*}"',
      '    }',
      '  ]',
      '}',
      '$0',
    ].join('\n'),
  },
  {
    label: phrase('Location data services'),
    detail: phrase(
      'A token for geocoding, routing and isolines: the LDS API, which needs no grants',
    ),
    snippet: [
      '{',
      name('location-services'),
      '  "allowed_apis": ["lds"],',
      '  "referers": ["https://${2:example.com}/"]',
      '}',
      '$0',
    ].join('\n'),
  },
  {
    label: phrase('CARTO Engine API key'),
    detail: phrase('A regular API key of CARTO Engine: APIs, and tables with permissions'),
    snippet: [
      '{',
      name('engine-key'),
      '  "grants": [',
      '    {',
      '      "type": "apis",',
      '      "apis": ["sql", "maps"]',
      '    },',
      '    {',
      '      "type": "database",',
      '      "tables": [',
      '        {',
      '          "schema": "${2:public}",',
      '          "name": "${3:my_table}",',
      '          "permissions": ["select"]',
      '        }',
      '      ]',
      '    }',
      '  ]',
      '}',
      '$0',
    ].join('\n'),
  },
];
