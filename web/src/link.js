// A link carries a query and its variables, never headers: they may hold secrets.

export function readLink(search) {
  const params = new URLSearchParams(search);
  const query = params.get('query');
  return query ? { query, variables: params.get('variables') ?? '' } : null;
}

export function writeLink({ query, variables }) {
  const params = new URLSearchParams({ query });
  if (variables?.trim()) params.set('variables', variables);
  return `?${params}`;
}
