import { expect, it } from 'vitest';
import { accessMatrix } from '../../core/carto/access-matrix.ts';

it('says of each grant which of the allowed APIs accept it', () => {
  const grant = (source: string) => ({ connection_name: 'carto_dw', source });
  const { apis, rows } = accessMatrix(
    ['maps', 'sql', 'lds', 'maps', 'telepathy'],
    [grant('shop.retail.stores'), grant('SELECT 1'), grant('*'), grant('stores')],
  );
  expect(apis).toEqual(['maps', 'sql', 'lds']);
  expect(rows.map(({ kind, answers }) => [kind, ...answers])).toEqual([
    ['table', 'accepts', 'refuses', 'needs-none'],
    ['query', 'accepts', 'accepts', 'needs-none'],
    ['all-sources', 'accepts', 'accepts', 'needs-none'],
    ['invalid', 'refuses', 'refuses', 'refuses'],
  ]);
});
