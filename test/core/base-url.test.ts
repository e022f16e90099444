import { describe, expect, it } from 'vitest';
import { parseBaseUrl } from '../../core/carto/base-url.ts';
import { engineCloudUrl, isEngineName, parseEngineUrl } from '../../core/carto/engine-url.ts';
import { REGIONS } from '../../core/carto/regions.ts';
import { phrase } from '../../core/phrase.ts';

describe('the base of an API’s address', () => {
  it.each([
    ['https://gcp-us-east1.api.carto.com', 'https://gcp-us-east1.api.carto.com'],
    [' https://gcp-us-east1.api.carto.com/ \n', 'https://gcp-us-east1.api.carto.com'],
    ['gcp-us-east1.api.carto.com', 'https://gcp-us-east1.api.carto.com'],
    ['HTTPS://Carto.Example.com:443/API//', 'https://carto.example.com/API'],
    ['https://carto.example.com:8443/api', 'https://carto.example.com:8443/api'],
    ['https://carto.example.com/a/../api', 'https://carto.example.com/api'],
    ['https://10.0.0.1/api', 'https://10.0.0.1/api'],
    ['https://[2001:db8::1]/api', 'https://[2001:db8::1]/api'],
    ['https://bücher.example', 'https://xn--bcher-kva.example'],
    ['http://localhost:3000/', 'http://localhost:3000'],
    ['http://127.0.0.1:3000', 'http://127.0.0.1:3000'],
    ['http://[::1]:3000', 'http://[::1]:3000'],
    ['localhost:3000', 'http://localhost:3000'],
    ['127.0.0.1:8790/', 'http://127.0.0.1:8790'],
    ['[::1]:8790', 'http://[::1]:8790'],
  ])('%j is read', (typed, url) => {
    expect(parseBaseUrl(typed)).toEqual({ kind: 'url', url });
  });

  it.each([
    ['', 'it is empty'],
    [' \n', 'it is empty'],
    ['https://', 'it is not a URL'],
    ['https://a b.example', 'it is not a URL'],
    ['https://carto.example:99999', 'it is not a URL'],
    ['ftp://carto.example', 'it begins with another scheme than https://'],
    ['file:///etc/passwd', 'it begins with another scheme than https://'],
    ['vscode://carto.example', 'it begins with another scheme than https://'],
    ['https://user@carto.example', 'it holds a user name or password'],
    ['https://:password@carto.example', 'it holds a user name or password'],
    ['https://carto.example?api_key=a', 'it holds a query or fragment'],
    ['https://carto.example/#a', 'it holds a query or fragment'],
    [
      'http://carto.example',
      'it is not encrypted; credentials go there, so it must begin with https://',
    ],
    [
      'http://localhost.carto.example',
      'it is not encrypted; credentials go there, so it must begin with https://',
    ],
    [
      'http://192.168.0.1',
      'it is not encrypted; credentials go there, so it must begin with https://',
    ],
    ['carto', 'its host name is not a full one, such as gcp-us-east1.api.carto.com'],
  ])('%j is none', (typed, says) => {
    expect(parseBaseUrl(typed)).toEqual({ kind: 'invalid', says: phrase(says) });
  });

  it.each(REGIONS)('is that of $name.template', ({ apiBaseUrl }) => {
    expect(parseBaseUrl(apiBaseUrl)).toEqual({ kind: 'url', url: apiBaseUrl });
  });
});

describe('CARTO Engine’s address', () => {
  it('is the user’s own, or in the organisation’s', () => {
    expect(engineCloudUrl('user')).toBe('https://user.carto.com');
    expect(engineCloudUrl('user', 'org')).toBe('https://org.carto.com/u/user');
    expect(engineCloudUrl('user', '')).toBe('https://user.carto.com');
  });

  it.each([
    ['user', true],
    ['User-1', true],
    ['u', true],
    ['u'.repeat(63), true],
    ['u'.repeat(64), false],
    ['-user', false],
    ['user-', false],
    ['us_er', false],
    ['us.er', false],
    ['evil.example/', false],
    ['user@evil', false],
    ['user\n', false],
    ['', false],
  ])('can have the name %j: %s', (name, can) => {
    expect(isEngineName(name)).toBe(can);
  });

  it.each([
    ['https://carto.example.com', 'https://carto.example.com'],
    ['https://carto.example.com/user/user', 'https://carto.example.com/user/user'],
    ['carto.example.com/u/user/api/v3/api_keys/', 'https://carto.example.com/u/user'],
    ['https://carto.example.com/api/v2/sql', 'https://carto.example.com'],
    ['https://carto.example.com/api/', 'https://carto.example.com'],
    ['https://carto.example.com/u/apiary', 'https://carto.example.com/u/apiary'],
  ])('on premises is read from %s', (typed, url) => {
    expect(parseEngineUrl(typed)).toEqual({ kind: 'url', url });
  });

  it('on premises is none where it is no address', () => {
    expect(parseEngineUrl('http://carto.example.com').kind).toBe('invalid');
  });
});
