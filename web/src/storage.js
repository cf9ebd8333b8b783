// Tabs, history and settings live in localStorage under a name of our own, since localhost is shared by many tools.
// Where the browser refuses storage, the page works and forgets.
const prefix = 'councilgraph:';

function open() {
  try {
    localStorage.getItem(prefix);
    return localStorage;
  } catch {
    return null;
  }
}

const local = open();
const keys = () => Object.keys(local).filter((key) => key.startsWith(prefix));

export const storage = local && {
  getItem: (key) => local.getItem(prefix + key),
  setItem: (key, value) => local.setItem(prefix + key, value),
  removeItem: (key) => local.removeItem(prefix + key),
  clear: () => keys().forEach((key) => local.removeItem(key)),
  get length() {
    return keys().length;
  },
};

export const firstVisit = !storage?.getItem('graphiql:tabState');
