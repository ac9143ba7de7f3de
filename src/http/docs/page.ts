import { listProblems } from '../problem.js';

/** @returns the page that lists the routes and lets one try them; its script reads /openapi.json. */
export function docsPage(): string {
  const problems = listProblems()
    .map(
      ({ code, title, detail }) =>
        `<tr id="${escapeHtml(code)}"><td><code>${escapeHtml(code)}</code></td>` +
        `<td>${escapeHtml(title)}</td><td>${escapeHtml(detail)}</td></tr>`,
    )
    .join('\n');
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>问办接口说明</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/docs/style.css">
<script src="/docs/script.js" defer></script>
</head>
<body>
<header>
<h1>问办接口说明</h1>
<p>机器可读的说明：<a href="/openapi.json">/openapi.json</a>（OpenAPI 3.1）。展开一个接口即可试用。</p>
</header>
<main>
<section id="operations" aria-live="polite"><p>正在载入……</p></section>
<section>
<h2>错误代码</h2>
<p>出错时返回 RFC 9457 问题文档，<code>detail</code> 可以直接显示给用户，<code>code</code> 保持不变。</p>
<div class="scroll"><table>
<thead><tr><th scope="col">code</th><th scope="col">含义</th><th scope="col">detail</th></tr></thead>
<tbody>
${problems}
</tbody>
</table></div>
</section>
</main>
<noscript><p>试用接口需要启用 JavaScript；不启用也可以阅读 /openapi.json。</p></noscript>
</body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
