"use strict";
/* Draws the API's description. Everything goes in through textContent: nothing from the document is ever markup. */

const make = (tag, attributes = {}, ...children) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  for (const child of children) if (child !== null && child !== undefined) node.append(child);
  return node;
};
const anchor = (verb, path) => `${verb}-${path.replace(/[^a-z0-9]+/gi, "-")}`;
const refName = (schema) => (schema && schema.$ref ? schema.$ref.split("/").pop() : null);

const typeOf = (schema) => {
  if (!schema) return document.createTextNode("");
  const name = refName(schema);
  if (name) return make("a", { href: `#schema-${name}` }, name);
  const variants = schema.anyOf || schema.oneOf;
  if (variants) {
    const span = make("span");
    variants.forEach((variant, index) => { if (index) span.append(" | "); span.append(typeOf(variant)); });
    return span;
  }
  if (schema.type === "array") { const span = make("span", {}, "list of "); span.append(typeOf(schema.items)); return span; }
  if (schema.enum) return document.createTextNode(schema.enum.join(" | "));
  const limits = [
    schema.minimum !== undefined || schema.maximum !== undefined ? ` ${schema.minimum ?? ""}…${schema.maximum ?? ""}` : "",
    schema.maxLength ? ` ≤ ${schema.maxLength} characters` : "",
    schema.default !== undefined ? ` = ${JSON.stringify(schema.default)}` : "",
  ].join("");
  return document.createTextNode((schema.const ?? schema.format ?? schema.type ?? "any") + limits);
};

const fieldTable = (rows) => {
  const table = make("table");
  for (const [name, type, text, required] of rows) {
    table.append(make("tr", {}, make("td", {}, make("code", {}, name), required ? " *" : ""), make("td", {}, type), make("td", {}, text || "")));
  }
  return table;
};

const schemaRows = (schema) =>
  Object.entries(schema.properties || {}).map(([name, field]) =>
    [name, typeOf(field), field.description, (schema.required || []).includes(name)]);

const show = async (output, response) => {
  const text = await response.text();
  let body = text;
  try { body = JSON.stringify(JSON.parse(text), null, 2); } catch { /* not JSON: shown as it came */ }
  output.textContent = `${response.status} ${response.statusText}\n\n${body}`;
  output.hidden = false;
};

const tryForm = (verb, path, operation, body) => {
  const output = make("pre", { "aria-live": "polite" });
  output.hidden = true;
  const inputs = {};
  const form = make("form");
  for (const parameter of operation.parameters || []) {
    const input = make("input", { type: "text", "aria-label": parameter.name, placeholder: parameter.name });
    inputs[parameter.name] = [parameter.in, input];
    form.append(make("p", {}, make("label", {}, parameter.name, make("br"), input)));
  }
  let read = () => ({});
  if (body && body["application/json"]) {
    const area = make("textarea", { "aria-label": "Request body", spellcheck: "false" });
    area.value = JSON.stringify(body.example ?? {}, null, 2);
    form.append(area);
    read = () => ({ headers: { "Content-Type": "application/json" }, body: area.value });
  } else if (body) {
    const file = make("input", { type: "file", "aria-label": "File" });
    form.append(file);
    read = () => { const data = new FormData(); if (file.files[0]) data.append("file", file.files[0]); return { body: data }; };
  }
  form.append(make("button", { type: "submit" }, "Send"));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    let target = path;
    const query = new URLSearchParams();
    for (const [name, [place, input]] of Object.entries(inputs)) {
      if (place === "path") target = target.replace(`{${name}}`, encodeURIComponent(input.value));
      else if (input.value) query.append(name, input.value);
    }
    const url = target + (query.size ? `?${query}` : "");
    try { await show(output, await fetch(url, { method: verb.toUpperCase(), ...read() })); }
    catch (error) { output.textContent = `No answer from the server: ${error.message}`; output.hidden = false; }
  });
  return make("details", {}, make("summary", {}, "Try it"), form, output);
};

const endpoint = (verb, path, operation, schemas) => {
  const box = make("section", { class: "endpoint", id: anchor(verb, path) });
  box.append(make("h2", {}, make("span", { class: `verb ${verb}` }, verb.toUpperCase()), path));
  box.append(make("p", {}, operation.description || operation.summary || ""));
  if (operation.parameters) {
    box.append(make("h3", {}, "Parameters"), fieldTable(operation.parameters.map((each) => [each.name, typeOf(each.schema), each.description, each.required])));
  }
  const content = operation.requestBody && operation.requestBody.content;
  let body = content ? { ...content } : null;
  if (content) {
    const name = refName(Object.values(content)[0].schema);
    const schema = schemas[name] || {};
    body.example = (schema.examples || [])[0];
    box.append(make("h3", {}, "Body"), fieldTable(schemaRows(schema)));
  }
  box.append(make("h3", {}, "Responses"), fieldTable(Object.entries(operation.responses || {}).map(([status, response]) => {
    const first = Object.values(response.content || {})[0];
    return [status, typeOf(first && first.schema), response.description];
  })));
  box.append(tryForm(verb, path, operation, body));
  return box;
};

const draw = (api) => {
  document.getElementById("description").textContent = api.info.description.replaceAll("`", "");
  document.getElementById("version").textContent = `version ${api.info.version}`;
  const main = document.getElementById("endpoints");
  const contents = document.getElementById("contents");
  const schemas = api.components.schemas;
  let group = null;
  for (const [path, verbs] of Object.entries(api.paths)) {
    for (const [verb, operation] of Object.entries(verbs)) {
      const tag = (operation.tags || ["other"])[0];
      if (tag !== group) contents.append(make("h2", {}, tag));
      group = tag;
      contents.append(make("a", { href: `#${anchor(verb, path)}` }, `${verb.toUpperCase()} ${path}`));
      main.append(endpoint(verb, path, operation, schemas));
    }
  }
  contents.append(make("h2", {}, "Shapes"));
  for (const [name, schema] of Object.entries(schemas)) {
    contents.append(make("a", { href: `#schema-${name}` }, name));
    const box = make("section", { class: "schema", id: `schema-${name}` }, make("h2", {}, name), make("p", {}, schema.description || ""));
    if (schema.enum) box.append(make("p", {}, schema.enum.join(" | ")));
    box.append(fieldTable(schemaRows(schema)));
    main.append(box);
  }
  if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
};

fetch("openapi.json")
  .then((response) => response.json())
  .then(draw)
  .catch((error) => { document.getElementById("description").textContent = `The description could not be loaded: ${error.message}`; });
