import { autocompletion, closeBrackets, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { type SQLNamespace, sql } from '@codemirror/lang-sql';
import { bracketMatching, syntaxHighlighting } from '@codemirror/language';
import { Compartment, EditorState, Prec } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  keymap,
  lineNumbers,
  placeholder,
} from '@codemirror/view';
import { type RefObject, useEffect, useRef } from 'react';
import { engineSql } from './dialect.ts';
import { editorColours, editorTheme } from './editor-theme.ts';

/** Tables with their columns, as completion offers them. */
export interface SqlTable {
  readonly name: string;
  readonly title: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

/** What others may ask of the editor. */
export interface EditorCommands {
  /** Puts text where the cursor stands. */
  insert(text: string): void;
}

interface SqlEditorProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Ctrl/⌘ + Enter. */
  readonly onRun: () => void;
  readonly tables: readonly SqlTable[];
  readonly label: string;
  readonly commands: RefObject<EditorCommands | null>;
}

/** An SQL editor with highlighting and completion. Tab leaves it, so the keyboard is never trapped. */
export function SqlEditor(props: SqlEditorProps) {
  const { value, tables, label } = props;
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const latest = useRef(props);
  const language = useRef(new Compartment());
  useEffect(() => {
    latest.current = props;
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: the editor is made once; what changes is told to it below
  useEffect(() => {
    if (!place.current) return;
    const editor = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: value,
        extensions: [
          Prec.highest(keymap.of([{ key: 'Mod-Enter', run: () => run(latest.current) }])),
          lineNumbers(),
          history(),
          drawSelection(),
          highlightActiveLine(),
          bracketMatching(),
          closeBrackets(),
          autocompletion(),
          keymap.of([...completionKeymap, ...defaultKeymap, ...historyKeymap]),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false' }),
          placeholder('select … from …'),
          editorTheme,
          syntaxHighlighting(editorColours),
          language.current.of(languageOf(tables)),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) latest.current.onChange(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = editor;
    latest.current.commands.current = { insert: (text) => insert(editor, text) };
    return () => {
      editor.destroy();
      view.current = null;
    };
  }, []);

  useEffect(() => {
    view.current?.dispatch({ effects: language.current.reconfigure(languageOf(tables)) });
  }, [tables]);

  useEffect(() => {
    const editor = view.current;
    if (!editor || editor.state.doc.toString() === value) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });
  }, [value]);

  return <div ref={place} />;
}

function insert(editor: EditorView, text: string): void {
  editor.dispatch(editor.state.replaceSelection(text));
  editor.focus();
}

function run({ onRun }: SqlEditorProps): boolean {
  onRun();
  return true;
}

function languageOf(tables: readonly SqlTable[]) {
  const schema: SQLNamespace = Object.fromEntries(
    tables.map(({ name, title, columns }) => [
      name,
      {
        self: { label: name, type: 'class', detail: title },
        children: columns.map((column) => ({
          label: column.name,
          type: 'property',
          detail: column.type,
        })),
      },
    ]),
  );
  const [only] = tables;
  return sql({
    dialect: engineSql,
    schema,
    ...(tables.length === 1 && only ? { defaultTable: only.name } : {}),
  });
}
