import type { Config } from 'vega-embed';

/** Colours and type of the page, for the chart library, which cannot read CSS variables. */
export function vegaConfig(element: Element): Config {
  const style = getComputedStyle(element);
  const text = resolved(element, 'var(--mantine-color-text)');
  const dimmed = resolved(element, 'var(--mantine-color-dimmed)');
  const line = resolved(element, 'var(--mantine-color-default-border)');
  const mark = resolved(element, 'var(--mantine-primary-color-filled)');
  const font = style.fontFamily;
  return {
    background: 'transparent',
    font,
    mark: { color: mark },
    bar: { color: mark },
    line: { color: mark },
    point: { color: mark },
    view: { stroke: 'transparent' },
    axis: {
      labelColor: dimmed,
      titleColor: text,
      titleFontWeight: 500,
      titlePadding: 8,
      labelFontSize: 12,
      titleFontSize: 12,
      labelLimit: Math.min(260, element.clientWidth / 3),
      gridColor: line,
      domainColor: dimmed,
      tickColor: dimmed,
      labelOverlap: true,
    },
    axisQuantitative: { tickCount: Math.max(3, Math.round(element.clientWidth / 130)) },
    axisX: { labelFlush: true },
  } as Config;
}

/** A colour as the browser computes it; variables and functions of CSS become rgb(). */
function resolved(element: Element, colour: string): string {
  const probe = document.createElement('span');
  probe.style.color = colour;
  element.append(probe);
  const computed = getComputedStyle(probe).color;
  probe.remove();
  return computed;
}
