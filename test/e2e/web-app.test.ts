import { describe } from 'vitest';
import { canTryWebApp, SKIPPED, webDemoForAll } from '../support/web-demo.ts';
import { dataCases } from './web-app/data.ts';
import { dayCases } from './web-app/days.ts';
import { everyPageCases } from './web-app/every-page.ts';
import { experimentCases } from './web-app/experiments.ts';
import { firstPageCases } from './web-app/first-page.ts';
import { liveCases } from './web-app/live.ts';
import { loginCases } from './web-app/login.ts';
import { modelCases } from './web-app/models.ts';
import { tonightCases } from './web-app/tonight.ts';
import { whyCases } from './web-app/why.ts';

/** A demo takes long to start, so all parts of the app are tried on one. */
describe.skipIf(!canTryWebApp)(`the web app on a running demo (${SKIPPED})`, () => {
  const demo = webDemoForAll();
  describe('first page', () => firstPageCases(demo));
  describe('every page', () => everyPageCases(demo));
  describe('Days', () => dayCases(demo));
  describe('Why', () => whyCases(demo));
  describe('Data', () => dataCases(demo));
  describe('Models', () => modelCases(demo));
  describe('Experiments', () => experimentCases(demo));
  describe('Tonight', () => tonightCases(demo));
  describe('the login', () => loginCases(demo));
  describe('live figures', () => liveCases(demo));
});
