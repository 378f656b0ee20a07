// Opens web pages in a real Chromium and prints, as JSON, what it saw: node browser.mjs <folder with node_modules> <page>...
// Each page is met as it is by different readers: wide, narrow, dark, on paper, with wide spacing, with the keyboard.

import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [home, ...files] = process.argv.slice(2);
const module = (path) => import(pathToFileURL(join(home, 'node_modules', path)));
const { default: chromium } = await module('@sparticuz/chromium/build/esm/index.js');
const { inflate } = await module('@sparticuz/chromium/build/esm/lambdafs.js');
const { default: puppeteer } = await module('puppeteer-core/lib/esm/puppeteer/puppeteer-core.js');
const axe = readFileSync(join(home, 'node_modules/axe-core/axe.min.js'), 'utf8');

// Unpacked once, beside its place first, since somebody else may be at it too. The libraries that a machine without a
// desktop may lack come with it; the machine's own go before.
const unpacked = join(home, 'chromium');
if (!existsSync(unpacked)) {
  const begun = `${unpacked}.${process.pid}`;
  mkdirSync(begun);
  const before = process.env.TMPDIR;
  process.env.TMPDIR = begun;
  chromium.setGraphicsMode = false;
  await chromium.executablePath();
  await inflate(join(home, 'node_modules/@sparticuz/chromium/bin/al2023.tar.br'));
  if (before === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = before;
  // Its own typeface and no other: the same lines on every machine.
  writeFileSync(join(begun, 'fonts.conf'), `<fontconfig><dir>${unpacked}/fonts</dir><cachedir>${unpacked}/cache</cachedir></fontconfig>`);
  try {
    renameSync(begun, unpacked);
  } catch (error) {
    if (!existsSync(unpacked)) throw error;
  }
}
process.env.FONTCONFIG_FILE = join(unpacked, 'fonts.conf');
process.env.LD_LIBRARY_PATH = [process.env.LD_LIBRARY_PATH, join(unpacked, 'al2023/lib')].filter(Boolean).join(':');

const browser = await puppeteer.launch({
  executablePath: join(unpacked, 'chromium'),
  headless: 'shell',
  args: ['--no-sandbox', '--no-zygote', '--font-render-hinting=none', '--disable-dev-shm-usage'],
});

const wide = { width: 1366, height: 900 };
const narrow = { width: 320, height: 640 };
const dark = [{ name: 'prefers-color-scheme', value: 'dark' }];
const ways = [
  { claim: 'axe, ljust', size: wide },
  { claim: 'axe, mörkt', size: wide, features: dark },
  { claim: 'axe, 320 px', size: narrow },
  { claim: 'axe, 320 px, mörkt', size: narrow, features: dark },
  { claim: 'axe, utskrift', size: wide, media: 'print' },
];

async function opened(file, { size, features = [], media = 'screen' }) {
  const page = await browser.newPage();
  const unwanted = [];
  page.on('request', (each) => {
    if (!each.url().startsWith('data:') && each.url() !== pathToFileURL(file).href) unwanted.push(`hämtar ${each.url()}`);
  });
  page.on('console', (each) => unwanted.push(`webbläsaren säger: ${each.text()}`));
  page.on('pageerror', (each) => unwanted.push(`webbläsaren säger: ${each.message}`));
  await page.setViewport(size);
  await page.emulateMediaFeatures(features);
  await page.emulateMediaType(media);
  await page.goto(pathToFileURL(file).href, { waitUntil: 'load' });
  return { page, unwanted };
}

// Every rule of axe that is not off by default, the advice ("best-practice") among them.
async function judged(file, way) {
  const { page, unwanted } = await opened(file, way);
  await page.evaluate(axe);
  const { violations, passes, incomplete } = await page.evaluate(() => axe.run(document, { resultTypes: ['violations', 'incomplete'] }));
  await page.close();
  const told = (rule) => rule.nodes.map((node) => `${rule.id}: ${rule.help} (${node.target.join(' ')})`);
  return {
    claim: way.claim,
    checks: passes.length + violations.length + incomplete.length,
    found: violations.flatMap(told),
    unsure: incomplete.flatMap(told),
    unwanted,
  };
}

// What stands out to the right of a screen, where the page itself would have to be moved sideways.
function outside() {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  const moved = (each) => each.closest('[tabindex="0"]') || each.closest('.hoppa, .bara-uppläst');
  const found = [...document.querySelectorAll('body *')].filter((each) => each.getBoundingClientRect().right > room + 1 && !moved(each));
  return (found.length ? found : [document.body]).slice(0, 5).map((each) => `${each.tagName.toLowerCase()}: ${each.textContent.trim().slice(0, 60)}`);
}

// WCAG 1.4.12: what a reader may set without anything being lost.
function spaced() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }');
  document.adoptedStyleSheets = [sheet];
}

async function reflowed(file) {
  const { page } = await opened(file, { size: narrow });
  const found = await page.evaluate(outside);
  await page.evaluate(spaced);
  const more = await page.evaluate(outside);
  await page.close();
  return [
    { claim: 'ingen rullning i sidled, 320 px', checks: 1, found },
    { claim: 'ingen rullning i sidled, 320 px, glesare text', checks: 1, found: more },
  ];
}

// The first key goes to the link past the header, which is then seen, and leads to the text.
async function byKeyboard(file) {
  const { page } = await opened(file, { size: wide });
  const found = [];
  await page.keyboard.press('Tab');
  const seen = await page.evaluate(() => {
    const { left, right, top } = document.activeElement.getBoundingClientRect();
    return [document.activeElement.getAttribute('href'), left >= 0 && right > left && top >= 0, getComputedStyle(document.activeElement).outlineStyle];
  });
  if (seen[0] !== '#text') found.push(`första trycket på Tab leder till ${seen[0]}, inte förbi sidhuvudet`);
  if (!seen[1]) found.push('länken förbi sidhuvudet syns inte när den har fokus');
  if (seen[2] === 'none') found.push('fokus syns inte');
  await page.keyboard.press('Enter');
  if (!(await page.evaluate(() => document.activeElement.id === 'text'))) found.push('länken leder inte till texten');
  await page.close();
  return { claim: 'tangentbord', checks: 4, found };
}

// The document's own words, as the browser shows them: what the page adds is taken away first.
async function words(file) {
  const { page } = await opened(file, { size: wide });
  const found = await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('[data-genererat] { display: none !important }');
    document.adoptedStyleSheets = [sheet];
    const notes = document.querySelector('[role=doc-endnotes]');
    const said = notes ? notes.innerText : '';
    if (notes) notes.remove();
    return { text: document.body.innerText, notes: said };
  });
  await page.close();
  return found;
}

const told = [];
for (const file of files) {
  const rows = [];
  for (const way of ways) rows.push(await judged(file, way));
  const unwanted = [...new Set(rows.flatMap((row) => row.unwanted))];
  rows.push({ claim: 'hämtar ingenting', checks: ways.length, found: unwanted });
  rows.push(...(await reflowed(file)), await byKeyboard(file));
  told.push({ file, rows, ...(await words(file)) });
}
console.log(JSON.stringify({ version: await browser.version(), pages: told }));
await browser.close();
