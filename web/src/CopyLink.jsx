import { ToolbarButton, useGraphiQL } from '@graphiql/react';
import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { readLink, writeLink } from './link.js';

// Puts the tab's query and variables into the address bar and the clipboard. As soon as the tab says something else
// than the address, the address is cleared: it must never claim to be what is on the screen when it is not.
export function CopyLink() {
  const { queryEditor, variableEditor, query, variables } = useGraphiQL((state) => ({
    queryEditor: state.queryEditor,
    variableEditor: state.variableEditor,
    query: state.tabs[state.activeTabIndex]?.query ?? '',
    variables: state.tabs[state.activeTabIndex]?.variables ?? '',
  }));
  const [note, setNote] = useState('');

  useEffect(() => {
    const link = readLink(location.search);
    if (link && (link.query !== query || link.variables.trim() !== variables.trim())) setAddress('');
  }, [query, variables]);

  useEffect(() => {
    if (!note) return;
    const timer = setTimeout(() => setNote(''), 4000);
    return () => clearTimeout(timer);
  }, [note]);

  async function copy() {
    setAddress(writeLink({ query: queryEditor.getValue(), variables: variableEditor.getValue() }));
    try {
      await navigator.clipboard.writeText(location.href);
      setNote('Link copied. It carries the query and variables, no headers.');
    } catch {
      setNote('The link is in the address bar. It carries the query and variables, no headers.');
    }
  }

  return (
    <>
      <ToolbarButton label="Copy link" onClick={copy}>
        <LinkIcon />
      </ToolbarButton>
      {createPortal(
        <p className="note" role="status">
          {note}
        </p>,
        document.body,
      )}
    </>
  );
}

function setAddress(search) {
  history.replaceState(null, '', location.pathname + search);
}

function LinkIcon() {
  return (
    <svg className="graphiql-toolbar-icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" aria-hidden="true">
      <path d="M10 14a4 4 0 0 0 5.7 0l3.5-3.5a4 4 0 0 0-5.7-5.7L12.3 6" />
      <path d="M14 10a4 4 0 0 0-5.7 0l-3.5 3.5a4 4 0 0 0 5.7 5.7l1.2-1.2" />
    </svg>
  );
}
