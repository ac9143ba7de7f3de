// Runs before the first paint, so that a resident who chose 长辈版 never sees the page jump in size.
// A classic script on purpose: modules run only after the page is parsed.
(() => {
  const root = document.documentElement;
  let elder = new URLSearchParams(location.search).get('elder') === '1';
  let size = '1';
  try {
    elder = elder || localStorage.getItem('wenban.elder') === '1';
    size = localStorage.getItem('wenban.size') ?? '1';
  } catch {
    // Storage can be forbidden; the page then starts in the standard mode.
  }
  if (elder) root.dataset.elder = /^[123]$/.test(size) ? size : '1';
})();
