import { readFileSync } from 'node:fs';
import { projectPath } from '../project-root.js';
import { type Region, RegionTree } from './regions.js';

const LEVELS: readonly Region['level'][] = ['nation', 'province', 'city', 'county', 'town', 'village'];
const HEADER = 'code,name,shortNames,level,parent';

/**
 * Reads the regions that ship with the program.
 *
 * @param file - a CSV of the form of data/regions/regions.csv.
 * @throws {Error} naming file and line when a line has a fault: unknown level, missing parent, code given twice.
 */
export function loadRegions(file = projectPath('data', 'regions', 'regions.csv')): RegionTree {
  return regionTree(readRegions(file));
}

/** @returns a tree whose look-ups by name list higher levels first. */
export function regionTree(regions: readonly Region[]): RegionTree {
  const rank = (region: Region) => LEVELS.indexOf(region.level);
  return new RegionTree([...regions].sort((a, b) => rank(a) - rank(b)));
}

function readRegions(file: string): Region[] {
  const lines = readFileSync(file, 'utf8').split(/\r?\n/);
  if (lines[0] !== HEADER) throw new Error(`${file}:1: expected the header ${HEADER}`);
  const codes = new Set<string>();
  const regions: Region[] = [];
  for (const [index, line] of lines.entries()) {
    if (index === 0 || line === '') continue;
    const fault = (reason: string) => new Error(`${file}:${index + 1}: ${reason}`);
    const [code, name, shortNames, level, parent, ...more] = line.split(',');
    if (!code || !name || shortNames === undefined || parent === undefined || more.length > 0)
      throw fault('expected five fields');
    if (codes.has(code)) throw fault(`code ${code} is given twice`);
    if (!isLevel(level)) throw fault(`unknown level ${level}`);
    if (level === 'nation' ? parent !== '' : !codes.has(parent))
      throw fault(`parent ${parent} has to stand above ${code}`);
    codes.add(code);
    const short = shortNames.split('|').filter((other) => other !== '');
    regions.push({ code, name, shortNames: short, level, parent: parent || null });
  }
  return regions;
}

function isLevel(text: string | undefined): text is Region['level'] {
  return (LEVELS as readonly (string | undefined)[]).includes(text);
}
