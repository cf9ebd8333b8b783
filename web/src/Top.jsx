import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { createPortal } from 'react-dom';
import { useActiveTabInView, useSystemTheme, useWordWrap } from './settings.js';
import { starters } from './starters.js';

const tools = document.getElementById('tools');
const problem = document.getElementById('problem');

// The page's own line above GraphiQL: ways into the schema, the starter queries, and what is wrong if the schema could
// not be read. It is drawn into the static header, so that it comes first for the keyboard and for screen readers.
export function Top() {
  const fetchError = useGraphiQL((state) => state.fetchError);
  useSystemTheme();
  useWordWrap();
  useActiveTabInView();
  return (
    <>
      {createPortal(
        <>
          <button type="button" onClick={() => showPane('Documentation Explorer')}>
            Schema docs
          </button>
          <button type="button" onClick={() => showPane('GraphiQL Explorer')}>
            Query builder
          </button>
          <StarterMenu />
        </>,
        tools,
      )}
      {createPortal(fetchError && <SchemaError error={fetchError} />, problem)}
    </>
  );
}

// GraphiQL keeps the width of its side pane to itself, so a pane is opened as a user would: by its button.
function showPane(title) {
  document.querySelector(`.graphiql-sidebar button[aria-label="Show ${title}"]`)?.click();
}

function StarterMenu() {
  const { addTab, changeTab } = useGraphiQLActions();
  const { tabs, queryEditor, variableEditor } = useGraphiQL((state) => ({
    tabs: state.tabs,
    queryEditor: state.queryEditor,
    variableEditor: state.variableEditor,
  }));

  function open(event) {
    const starter = starters.find(({ name }) => name === event.target.value);
    const index = tabs.findIndex((tab) => tab.query === starter.query && (tab.variables ?? '') === starter.variables);
    if (index >= 0) {
      changeTab(index);
      return;
    }
    addTab();
    queryEditor.setValue(starter.query);
    variableEditor.setValue(starter.variables);
  }

  return (
    <select aria-label="Open a starter query" value="" onChange={open}>
      <option value="" hidden>
        Starters
      </option>
      {[...new Set(starters.map(({ audience }) => audience))].map((audience) => (
        <optgroup key={audience} label={`For the ${audience}`}>
          {starters
            .filter((starter) => starter.audience === audience)
            .map(({ name, title }) => (
              <option key={name} value={name}>
                {title}
              </option>
            ))}
        </optgroup>
      ))}
    </select>
  );
}

function SchemaError({ error }) {
  const { introspect } = useGraphiQLActions();
  return (
    <>
      <strong>The schema could not be read.</strong> {message(error)}{' '}
      <button type="button" onClick={introspect}>
        Try again
      </button>
    </>
  );
}

function message(error) {
  try {
    return JSON.parse(error).errors.map(({ message }) => message).join(' ');
  } catch {
    return error;
  }
}
