import { BarChart, type BarSeriesOption, LineChart, type LineSeriesOption } from 'echarts/charts';
import {
  AriaComponent,
  type AriaComponentOption,
  GridComponent,
  type GridComponentOption,
  LegendComponent,
  type LegendComponentOption,
} from 'echarts/components';
import { type ComposeOption, type EChartsType, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { FigureTable } from './figures-api.js';

type Option = ComposeOption<
  BarSeriesOption | LineSeriesOption | AriaComponentOption | GridComponentOption | LegendComponentOption
>;

use([AriaComponent, BarChart, GridComponent, LegendComponent, LineChart, SVGRenderer]);

/** Rows drawn; the table has them all. */
const MOST_BARS = 12;
const BAR_HEIGHT = 30;
const NAME_LENGTH = 14;
/** Points of more days than this would run into each other. */
const MOST_POINTS = 62;
const INK = '#1f2933';
/** From dark to light, so that they differ in grey, too; patterns and labels tell them apart by themselves. */
const COLOURS = ['#1f5fa8', '#8fb6e0', '#d9822b', '#d3dae1'];
/** Lines are thin: all of them dark. */
const DARK = ['#1f5fa8', '#47535f', '#a2540a'];
const DECALS = [
  { symbol: 'rect', symbolSize: 0, dashArrayX: [1, 0], dashArrayY: [1, 0], color: 'transparent' },
  { symbol: 'circle', symbolSize: 0.5, dashArrayX: [6, 6], dashArrayY: [6, 6], color: INK },
  {
    symbol: 'rect',
    symbolSize: 1,
    dashArrayX: [1, 0],
    dashArrayY: [2, 5],
    rotation: Math.PI / 4,
    color: INK,
  },
  {
    symbol: 'rect',
    symbolSize: 1,
    dashArrayX: [1, 0],
    dashArrayY: [1, 6],
    rotation: -Math.PI / 4,
    color: INK,
  },
];
const LINES = ['solid', 'dashed', 'dotted'] as const;
const SYMBOLS = ['circle', 'rect', 'triangle'];

/** @returns how high a chart is, in pixels. */
export function chartHeight({ id, rows }: FigureTable): number {
  if (id === 'days') return 300;
  const bars = Math.min(rows.length, MOST_BARS) * (id === 'completeness' ? 2 : 1);
  return 70 + Math.max(bars, 2) * BAR_HEIGHT;
}

/** Draws a table. The element needs a size. */
export function drawChart(element: HTMLElement, table: FigureTable): EChartsType {
  // As SVG it prints sharply; what it writes as styles goes through the element, which the policy of the page allows.
  const chart = init(element, null, { renderer: 'svg', locale: 'ZH' });
  chart.setOption(optionOf(table));
  return chart;
}

function optionOf(table: FigureTable): Option {
  const common: Option = {
    animation: false,
    color: COLOURS,
    // By name: what is measured before it is drawn inherits nothing.
    textStyle: { color: INK, fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 13 },
    aria: {
      enabled: true,
      decal: { show: true, decals: DECALS },
      label: { description: `图：${table.title}，数字见旁边的表格` },
    },
  };
  return { ...common, ...(table.id === 'days' ? linesOf(table) : barsOf(table)) };
}

/** One line for each way of answering, each with dashes and points of its own. */
function linesOf({ columns, rows }: FigureTable): Option {
  const shown = [2, 3, 4];
  return {
    legend: legend(true),
    grid: { left: 8, right: 24, top: 44, bottom: 8, containLabel: true },
    xAxis: {
      type: 'category',
      data: rows.map(([day]) => String(day).slice(5)),
      axisLabel: { color: INK, hideOverlap: true },
    },
    yAxis: { type: 'value', minInterval: 1, axisLabel: { color: INK } },
    series: shown.map((column, index) => ({
      type: 'line',
      name: columns[column],
      data: rows.map((row) => Number(row[column])),
      lineStyle: { type: LINES[index], width: 2, color: DARK[index] },
      itemStyle: { color: DARK[index] },
      symbol: SYMBOLS[index],
      symbolSize: 7,
      showSymbol: rows.length <= MOST_POINTS,
    })),
  };
}

/** On one line even on a telephone. */
function legend(show: boolean): LegendComponentOption {
  const small = { itemWidth: 24, itemGap: 8, textStyle: { color: INK, fontSize: 12 } };
  return { show, top: 0, left: 0, padding: 0, selectedMode: false, ...small };
}

/** Which columns are drawn, and whether they add up to one bar. */
function seriesOf({ id, columns }: FigureTable): { columns: number[]; stacked: boolean } {
  if (id === 'satisfaction') return { columns: [1], stacked: false };
  if (id === 'matters') return { columns: [2], stacked: false };
  if (id === 'completeness') return { columns: [4, 3], stacked: false };
  return { columns: columns.map((_, index) => index).slice(2), stacked: true };
}

function barsOf(table: FigureTable): Option {
  const { columns, rows, id } = table;
  const { columns: drawn, stacked } = seriesOf(table);
  // The first row stands at the top.
  const shown = rows.slice(0, MOST_BARS).reverse();
  const unit = id === 'completeness' ? '%' : '';
  return {
    legend: legend(drawn.length > 1),
    grid: { left: 8, right: 60, top: drawn.length > 1 ? 34 : 8, bottom: 8, containLabel: true },
    xAxis: {
      type: 'value',
      minInterval: 1,
      max: unit ? 100 : undefined,
      axisLabel: { color: INK, hideOverlap: true },
    },
    yAxis: {
      type: 'category',
      data: shown.map(([name]) => clipped(String(name))),
      axisLabel: { color: INK, interval: 0 },
    },
    series: drawn.map((column, index) => ({
      type: 'bar',
      name: columns[column],
      stack: stacked ? 'all' : undefined,
      barMaxWidth: 20,
      data: shown.map((row) => barOf(id, row, column)),
      label: {
        show: !stacked || index === drawn.length - 1,
        position: 'right',
        color: INK,
        // At the end of a stack stands all of it.
        formatter: ({ dataIndex }: { dataIndex: number }) =>
          `${shown[dataIndex]?.[stacked ? 1 : column] ?? ''}${unit}`,
      },
    })),
  };
}

/** What nobody rated is drawn as what it is: no level among the five. */
function barOf(id: FigureTable['id'], [name, ...cells]: FigureTable['rows'][number], column: number) {
  const value = Number(cells[column - 1]);
  return id === 'satisfaction' && name === '未评价'
    ? { value, itemStyle: { color: COLOURS[3], decal: DECALS[3] } }
    : { value };
}

function clipped(name: string): string {
  const characters = [...name];
  return characters.length <= NAME_LENGTH ? name : `${characters.slice(0, NAME_LENGTH - 1).join('')}…`;
}
