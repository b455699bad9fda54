import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

/** Ink of a pine needle: the one colour of ours. Steps 0 (mist) to 9 (night). */
const pine: MantineColorsTuple = [
  '#ecf7f4',
  '#d8ece6',
  '#aed9cd',
  '#80c4b1',
  '#5bb29a',
  '#3f9d84',
  '#22806a',
  '#156a57',
  '#0e5546',
  '#073c31',
];

/** Brick: for what went wrong and what cannot be undone; dark enough for white letters from step 6. */
const red: MantineColorsTuple = [
  '#fff0ee',
  '#ffdcd8',
  '#ffb8b1',
  '#ff958d',
  '#f9776d',
  '#e04e44',
  '#c4342b',
  '#b3261e',
  '#97180f',
  '#7a0f08',
];

/** Greys with a breath of green, so that dark pages stay calm. */
const dark: MantineColorsTuple = [
  '#d3d8d6',
  '#b9c0bd',
  '#a0a8a5',
  '#8b9491',
  '#404846',
  '#353c3a',
  '#262c2a',
  '#1c2120',
  '#151918',
  '#0f1211',
];

/** Type, colour and shape of every screen. */
export const theme = createTheme({
  primaryColor: 'pine',
  primaryShade: { light: 7, dark: 6 },
  colors: { pine, red, dark },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  fontFamily:
    'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, sans-serif',
  fontFamilyMonospace:
    'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
  // Plain objects: `Modal.extend` would pull its code into the first page.
  components: {
    Badge: {
      defaultProps: { tt: 'none', fw: 550 },
      styles: { root: { minWidth: 'max-content' } },
    },
    Button: { defaultProps: { fw: 550 } },
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    Modal: {
      defaultProps: { closeButtonProps: { 'aria-label': 'Close' } },
      styles: {
        header: { background: 'var(--insites-color-raised)' },
        title: { fontWeight: 600 },
      },
    },
    Paper: { defaultProps: { bg: 'var(--insites-color-raised)' } },
  },
  headings: {
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '1.75rem', lineHeight: '1.25' },
      h2: { fontSize: '1.5rem', lineHeight: '1.3' },
      h3: { fontSize: '1.125rem', lineHeight: '1.4' },
      h4: { fontSize: '1rem', lineHeight: '1.45' },
    },
  },
});

/** Colours Mantine leaves below the contrast of WCAG 2.2 AA, and our own surfaces. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#fbfbf9',
    '--mantine-color-text': '#1b2220',
    '--mantine-color-dimmed': '#57615d',
    '--mantine-color-placeholder': '#6b7470',
    '--mantine-color-error': '#b3261e',
    '--mantine-color-anchor': '#156a57',
    '--mantine-color-default-border': '#dcdfdb',
    '--mantine-color-orange-light-color': '#8f3b00',
    '--mantine-color-red-light': '#fdebe9',
    '--mantine-color-red-light-color': '#a3221a',
    '--mantine-color-yellow-light-color': '#745000',
    '--mantine-color-green-light-color': '#22662f',
    '--mantine-color-teal-light-color': '#0a6350',
    '--mantine-color-blue-light-color': '#164f86',
    '--insites-color-raised': '#ffffff',
    '--insites-color-sunken': '#f3f4f1',
    '--insites-color-edge': '#8c9792',
    '--insites-color-focus': '#156a57',
  },
  dark: {
    '--mantine-color-body': '#161a19',
    '--mantine-color-pine-light': 'rgba(91, 178, 154, 0.16)',
    '--mantine-color-dimmed': '#a5aeaa',
    '--mantine-color-placeholder': '#929b97',
    '--mantine-color-error': '#ff9a93',
    '--mantine-color-anchor': '#80c4b1',
    '--mantine-color-default-border': '#353c3a',
    '--insites-color-raised': '#1d2221',
    '--insites-color-sunken': '#191e1c',
    '--insites-color-edge': '#6d7773',
    '--insites-color-focus': '#80c4b1',
  },
});
