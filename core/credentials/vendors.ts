/** Who else gives keys to people who make maps, and to people who make software. */
const VENDORS =
  'nextzen|mapzen|flickr|last_?fm|audioscrobbler|stadia|map_?tiler|mapbox|tmdb|themoviedb|supabase|thunderforest|jawg|geoapify|openroute(?:service)?|octokit|' +
  'graphhopper|opencage|locationiq|here_?(?:maps|api)|hereapi|tomtom|bing|google|open_?weather|weatherbit|darksky|dark_sky|github|gitlab|bitbucket|circle_?ci|' +
  'travis|codecov|coveralls|sentry|mixpanel|amplitude|algolia|stripe|twilio|sendgrid|mailgun|mailchimp|mandrill|mailjet|postmark|sparkpost|slack|discord|aws|amazon|azure|' +
  'heroku|netlify|vercel|datadog|new_?relic|rollbar|bugsnag|intercom|zendesk|hubspot|salesforce|firebase|facebook|twitter|linkedin|' +
  'instagram|foursquare|yelp|giphy|nasa|census|fred|quandl|alpha_?vantage|etherscan|infura|wunderground|planet|sentinel_?hub|arcgis|esri|' +
  'pelias|geocode_?earth|mapquest|what3words|ipstack|npm|pypi|docker|rapidapi|openai|anthropic|hugging_?face|cloudinary|pusher|' +
  'socrata|transitland|wmata|navitia|tfl|ckan|geonames|unsplash|vimeo|youtube|spotify|soundcloud|dropbox|airtable|notion|trello|jira|' +
  'moviedb|tumblr|propublica|nytimes|guardian|openfec|fec|eventful|meetup|songkick|zillow|walkscore|factual|everyblock|sunlight';

const VENDOR = new RegExp(`(?:^|_)(?:${VENDORS})(?:_|$)`);
/** Names of other vendors wherever they stand, but in a key: among digits three letters say nothing. */
export const VENDOR_WORD = new RegExp(`(?<![A-Za-z\\d])(?:${VENDORS})(?![a-z\\d])`, 'gi');

/** Whether a name, in words, says that what it names is for another vendor. */
export function isOfAnotherVendor(words: string): boolean {
  return VENDOR.test(words);
}
