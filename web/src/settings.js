import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useEffect } from 'react';

// GraphiQL reads the system's theme once; follow it while the page is open, unless the user chose a theme.
export function useSystemTheme() {
  const theme = useGraphiQL((state) => state.theme);
  const { setTheme } = useGraphiQLActions();
  useEffect(() => {
    if (theme) return;
    const system = matchMedia('(prefers-color-scheme: dark)');
    const follow = () => setTheme(null);
    system.addEventListener('change', follow);
    return () => system.removeEventListener('change', follow);
  }, [theme, setTheme]);
}

// Long lines wrap, so that a filter can be read whole beside its answer and on a phone.
export function useWordWrap() {
  const editor = useGraphiQL((state) => state.queryEditor);
  useEffect(() => editor?.updateOptions({ wordWrap: 'on', wrappingIndent: 'indent' }), [editor]);
}

// The starters make a row of tabs that is wider than most screens: the one that is shown is brought into view, and again
// when its title, and so its width, has changed.
export function useActiveTabInView() {
  const { id, title } = useGraphiQL((state) => ({
    id: state.tabs[state.activeTabIndex]?.id,
    title: state.tabs[state.activeTabIndex]?.title,
  }));
  useEffect(() => {
    document.querySelector('.graphiql-tab-active')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [id, title]);
}
