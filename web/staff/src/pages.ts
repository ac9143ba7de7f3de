import type { Component } from 'vue';
import { adminPages } from './pages/admin/pages.js';
import { cataloguePages } from './pages/catalogue/pages.js';
import { deskPages } from './pages/desk/pages.js';
import type { StaffAction } from './session.js';

/** One page of the application. A desk lists its own in `pages/…/pages.ts`. */
export interface StaffPage {
  /** Address, e.g. `/catalogue/imports/:id`; below /desk, /catalogue or /staff. */
  path: string;
  /** Title of the window. */
  title: string;
  /** Who may not do this neither sees the page nor gets to it; null: everybody who is signed in. */
  action: StaffAction | null;
  /** Word in the bar at the top; left out: not in the bar. */
  nav?: string;
  /** Works without the database, too: shows nothing that is not public. */
  withoutStore?: true;
  load: () => Promise<{ default: Component }>;
}

/** Every page, in the order of the bar. */
export const pages: readonly StaffPage[] = [...deskPages, ...cataloguePages, ...adminPages];
