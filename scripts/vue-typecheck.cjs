// vue-tsc needs the compiler's JavaScript interface, which TypeScript 7 no longer has: it runs on TypeScript 5.
const { run } = require('vue-tsc');

run(require.resolve('classic-typescript/lib/tsc.js'));
