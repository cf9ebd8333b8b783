import { GraphiQL } from 'graphiql';
import { HISTORY_PLUGIN } from '@graphiql/plugin-history';
import { explorerPlugin } from '@graphiql/plugin-explorer';
import { fetcher } from './fetcher.js';
import { readLink } from './link.js';
import { starters } from './starters.js';
import { firstVisit, storage } from './storage.js';
import { CopyLink } from './CopyLink.jsx';
import { Top } from './Top.jsx';

const plugins = [HISTORY_PLUGIN, explorerPlugin({ showAttribution: false })];
const opened = opening(readLink(location.search));

// What the first tab shows, and which tabs there are. A link's tab brings its own (perhaps empty) variables and
// headers, else GraphiQL would fill in those of the tab last used.
function opening(link) {
  if (link) {
    return {
      initialQuery: link.query,
      initialVariables: link.variables,
      initialHeaders: '',
      defaultTabs: [link, ...starters].map(tab),
    };
  }
  if (!firstVisit) return {};
  return {
    initialQuery: starters[0].query,
    initialVariables: starters[0].variables,
    defaultTabs: starters.map(tab),
  };
}

function tab({ query, variables }) {
  return { query, variables, headers: '' };
}

export function Playground() {
  return (
    <GraphiQL
      fetcher={fetcher}
      storage={storage}
      plugins={plugins}
      defaultQuery=""
      defaultEditorToolsVisibility="variables"
      inputValueDeprecation
      schemaDescription
      {...opened}
    >
      <GraphiQL.Logo>
        <span />
      </GraphiQL.Logo>
      <GraphiQL.Toolbar>
        {({ prettify, merge, copy }) => (
          <>
            {prettify}
            {merge}
            {copy}
            <CopyLink />
          </>
        )}
      </GraphiQL.Toolbar>
      <Top />
    </GraphiQL>
  );
}
