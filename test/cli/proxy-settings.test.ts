import { describe, expect, it } from 'vitest';
import { proxySettings } from '../../cli/proxy-settings.ts';
import { clientSecret } from '../support/synthetic.ts';

const PROXY = 'http://proxy.example.com:3128';
const SECRET = clientSecret();

describe('proxies in the environment', () => {
  it('are none where nothing is said', () => {
    const none = { httpProxy: '', httpsProxy: '', noProxy: '' };
    expect(proxySettings({})).toEqual(none);
    expect(proxySettings({ HTTP_PROXY: '', https_proxy: ' ' })).toEqual(none);
  });

  it('are read in both cases, of which the lower one wins, even if it says that there is none', () => {
    const HTTP_PROXY = 'http://other.example.com';
    expect(proxySettings({ HTTP_PROXY, http_proxy: PROXY }).httpProxy).toBe(PROXY);
    expect(proxySettings({ HTTP_PROXY, http_proxy: '' }).httpProxy).toBe('');
    expect(proxySettings({ NO_PROXY: 'a.example', no_proxy: 'b.example' }).noProxy).toBe(
      'b.example',
    );
  });

  it('are spoken to with HTTP where no other way is named', () => {
    expect(proxySettings({ HTTPS_PROXY: 'proxy.example.com:3128' }).httpsProxy).toBe(PROXY);
  });

  it.each([
    ['HTTP_PROXY', `http://user:${SECRET}@proxy.example.com:port`, 'is not the URL of a proxy.'],
    ['https_proxy', `http://user:${SECRET}`, 'is not the URL of a proxy.'],
    ['HTTPS_PROXY', `http://user:${SECRET}/@proxy.example.com`, 'is not the URL of a proxy.'],
    ['HTTPS_PROXY', `socks5://user:${SECRET}@proxy.example.com`, 'names a proxy of another kind'],
    ['HTTP_PROXY', `http://user:${SECRET}%@proxy.example.com`, 'has a % in its user or password'],
  ])('are refused with cause and remedy, and without the password: %s', (name, value, cause) => {
    expect(() => proxySettings({ [name]: value })).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(
          `^The environment variable ${name} ${cause}.* Set it to a URL like ${PROXY}, or unset it\\.$`,
        ),
      }),
    );
    expect(() => proxySettings({ [name]: value })).not.toThrow(SECRET.slice(0, 8));
  });
});
