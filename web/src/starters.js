// The starter queries: one .graphql file each in starters/, with an optional .json of variables beside it. The first
// line is "# audience: title". The Go package embeds the same files, and its tests keep their form.
const queries = import.meta.glob('./starters/*.graphql', { query: '?raw', import: 'default', eager: true });
const variables = import.meta.glob('./starters/*.json', { query: '?raw', import: 'default', eager: true });

export const starters = Object.keys(queries)
  .sort()
  .map((path) => {
    const [, audience, title] = /^# *([^:\n]+): *([^\n]+)/.exec(queries[path]);
    return {
      name: path.replace(/^.*\/(\d+-)?/, '').replace(/\.graphql$/, ''),
      audience,
      title: title.trim(),
      query: queries[path].trimEnd(),
      variables: (variables[path.replace(/graphql$/, 'json')] ?? '').trimEnd(),
    };
  });
