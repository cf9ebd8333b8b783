// Takes the place of prettier's babel and estree plugins (half a megabyte), which GraphiQL loads only to lay out the
// JSON of variables and headers: the same through jsonc-parser, which it has anyway.
import { applyEdits, format } from 'jsonc-parser';

export const parsers = {
  jsonc: {
    astFormat: 'text',
    locStart: () => 0,
    locEnd: (node) => node.text.length,
    parse: (text) => ({
      text: applyEdits(text, format(text, undefined, { tabSize: 2, insertSpaces: true, eol: '\n' })).trim(),
    }),
  },
};

export const printers = { text: { print: (path) => path.node.text } };
