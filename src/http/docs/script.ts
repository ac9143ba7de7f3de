/** Script of the documentation page. It only ever writes text, so nothing an answer holds can become markup. */
export const DOCS_SCRIPT = `'use strict';
const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

function element(name, attributes, ...children) {
  const node = Object.assign(document.createElement(name), attributes);
  node.append(...children);
  return node;
}

function exampleOf(schema) {
  if (!schema) return undefined;
  if (schema.examples) return schema.examples[0];
  if (schema.default !== undefined) return schema.default;
  if (schema.enum) return schema.enum[0];
  const kind = (schema.anyOf || []).find((one) => one.type !== 'null');
  if (kind) return exampleOf(kind);
  if (schema.type === 'object') {
    const required = schema.required || [];
    const entries = Object.entries(schema.properties || {})
      .filter(([name, child]) => required.includes(name) || child.examples)
      .map(([name, child]) => [name, exampleOf(child)]);
    return Object.fromEntries(entries);
  }
  if (schema.type === 'array') return [];
  if (schema.type === 'integer' || schema.type === 'number') return schema.maximum ?? 1;
  if (schema.type === 'boolean') return false;
  return '';
}

function fieldFor(parameter) {
  const example = parameter.in === 'path' ? (parameter.schema.examples || [''])[0] : '';
  const input = element('input', { name: parameter.name, value: example, required: parameter.required });
  const words = parameter.name + (parameter.description ? '（' + parameter.description + '）' : '');
  return { parameter, input, label: element('label', {}, words, input) };
}

function addressOf(path, fields) {
  let address = path;
  const query = new URLSearchParams();
  for (const { parameter, input } of fields) {
    if (parameter.in === 'path') address = address.replace('{' + parameter.name + '}', encodeURIComponent(input.value));
    else if (input.value !== '') query.set(parameter.name, input.value);
  }
  return query.size > 0 ? address + '?' + query : address;
}

async function send(method, address, body, output) {
  output.textContent = '正在发送……';
  try {
    const options = { method: method.toUpperCase() };
    if (body !== null) Object.assign(options, { body, headers: { 'Content-Type': 'application/json' } });
    const started = performance.now();
    const response = await fetch(address, options);
    const text = await response.text();
    const took = (performance.now() - started).toFixed(0);
    let shown = text;
    try { shown = JSON.stringify(JSON.parse(text), null, 2); } catch { /* not JSON: shown as it is */ }
    output.textContent = method.toUpperCase() + ' ' + address + '\\n' + response.status + '，' + took + ' 毫秒\\n\\n' + shown;
  } catch {
    output.textContent = '发送失败，请检查网络后再试。';
  }
}

function operationView(method, path, operation) {
  const fields = (operation.parameters || []).map(fieldFor);
  const bodySchema = operation.requestBody && operation.requestBody.content['application/json'].schema;
  const body = bodySchema
    ? element('textarea', { value: JSON.stringify(exampleOf(bodySchema), null, 2), spellcheck: false })
    : null;
  const output = element('pre', { tabIndex: 0, hidden: true });
  const form = element('form', {}, ...fields.map(({ label }) => label));
  if (body) form.append(element('label', {}, '请求正文（JSON）', body));
  form.append(element('button', { type: 'submit' }, '发送'));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    output.hidden = false;
    send(method, addressOf(path, fields), body ? body.value : null, output);
  });
  const schemas = element('details', {}, element('summary', {}, '请求与响应的结构'));
  const structure = { requestBody: bodySchema, responses: operation.responses };
  schemas.append(element('pre', { tabIndex: 0 }, JSON.stringify(structure, null, 2)));
  const title = element('summary', {}, element('span', { className: 'method' }, method.toUpperCase()));
  title.append(element('code', {}, path), ' ' + operation.summary);
  return element('details', { id: operation.operationId }, title, form, output, schemas);
}

async function show() {
  const root = document.getElementById('operations');
  try {
    const api = await (await fetch('/openapi.json')).json();
    const byTag = new Map(api.tags.map(({ name }) => [name, element('section', {}, element('h2', {}, name))]));
    for (const [path, item] of Object.entries(api.paths)) {
      for (const method of METHODS) {
        const operation = item[method];
        if (operation) byTag.get(operation.tags[0]).append(operationView(method, path, operation));
      }
    }
    root.replaceChildren(...byTag.values());
  } catch {
    root.textContent = '没有载入接口说明，请刷新页面再试。';
  }
}

show();
`;
