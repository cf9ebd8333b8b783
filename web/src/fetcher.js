const endpoint = '/graphql';

// GraphiQL's fetcher: an observable of one answer, so that its stop button aborts the request. What goes wrong becomes
// an answer with an error that says what happened and where, never a bare "Unexpected token <".
export function fetcher(params, options) {
  return {
    subscribe(observer) {
      const abort = new AbortController();
      post(params, options?.headers, abort.signal).then((answer) => {
        if (abort.signal.aborted) return;
        observer.next(answer);
        observer.complete();
      });
      return { unsubscribe: () => abort.abort() };
    },
  };
}

async function post(params, headers, signal) {
  let response, body;
  try {
    response = await fetch(endpoint, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Accept: 'application/graphql-response+json, application/json;q=0.9',
        ...headers,
      },
      body: JSON.stringify(params),
      signal,
    });
    body = await response.text();
  } catch (error) {
    return failure(`No answer from ${location.origin}${endpoint}. Is the server running? (${error.message})`);
  }
  const status = `${response.status} ${response.statusText}`.trim();
  let answer;
  try {
    answer = JSON.parse(body);
  } catch {
    return failure(`${endpoint} answered ${status}, and not with JSON.`, { status: response.status, body: body.slice(0, 2000) });
  }
  // An answer by the GraphQL rules says itself what went wrong, whatever its status.
  if (answer && typeof answer === 'object' && ('data' in answer || Array.isArray(answer.errors))) return answer;
  return failure(`${endpoint} answered ${status}, and not by the rules of GraphQL.`, { status: response.status, body: answer });
}

function failure(message, extensions) {
  return { errors: [extensions ? { message, extensions } : { message }] };
}
