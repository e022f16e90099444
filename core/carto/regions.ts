import { phrase } from '../phrase.ts';

/** The regions of CARTO's cloud whose API addresses are documented. Source: CARTO, "API base URL". */
export const REGIONS = [
  { name: phrase('Google Cloud, US east'), apiBaseUrl: 'https://gcp-us-east1.api.carto.com' },
  {
    name: phrase('Google Cloud, Europe west'),
    apiBaseUrl: 'https://gcp-europe-west1.api.carto.com',
  },
  {
    name: phrase('Google Cloud, Asia north-east'),
    apiBaseUrl: 'https://gcp-asia-northeast1.api.carto.com',
  },
  {
    name: phrase('Google Cloud, Australia south-east'),
    apiBaseUrl: 'https://gcp-australia-southeast1.api.carto.com',
  },
  { name: phrase('AWS, US east'), apiBaseUrl: 'https://aws-us-east-1.api.carto.com' },
] as const;
