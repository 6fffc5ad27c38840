/** What a browser would run, follow or be confused by if a text were taken for anything but text. */
export const payloads = [
  '<img src=x onerror="window.stolen=1">',
  '"><script>window.stolen=1</script>',
  '<ScRiPt >window.stolen=1</sCrIpT\t>',
  '<svg/onload=window.stolen=1>',
  '<svg><script>window.stolen=1</script><animate onbegin=window.stolen=1 attributeName=x dur=1s>',
  '<details open ontoggle=window.stolen=1><summary>x</summary></details>',
  '<input autofocus onfocus=window.stolen=1>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=window.stolen=1&gt;">',
  '<iframe srcdoc="<script>parent.stolen=1</script>"></iframe>',
  '<iframe src="javascript:parent.stolen=1"></iframe><object data="javascript:stolen=1"></object>',
  '<base href="https://elsewhere.example/"><meta http-equiv=refresh content="0;url=https://elsewhere.example/">',
  '<link rel=stylesheet href="https://elsewhere.example/x.css"><style>@import "//elsewhere.example/y.css";</style>',
  '<form action="https://elsewhere.example/"><button formaction="javascript:stolen=1">x</button></form>',
  '<p style="background:url(https://elsewhere.example/z);width:expression(window.stolen=1)">x</p>',
  "javascript:window.stolen=1//';window.stolen=1;'",
  'JaVaScRiPt:window.stolen=1',
  ' javascript:window.stolen=1',
  'java\nscript:window.stolen=1',
  'javascript&colon;window.stolen&equals;1',
  '&#x6A;avascript&#58;window.stolen=1',
  'vbscript:window.stolen=1',
  'data:text/html;base64,PHNjcmlwdD5wYXJlbnQuc3RvbGVuPTE8L3NjcmlwdD4=',
  'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" onload="window.stolen=1"/>',
  '{{constructor.constructor("window.stolen=1")()}}',
  '${window.stolen=1}#{window.stolen=1}<%= window.stolen=1 %>{@html "<img src=x onerror=stolen=1>"}',
  '" autofocus onfocus="window.stolen=1" x="',
  "' onmouseover='window.stolen=1' x='",
  '`-window.stolen=1-`',
  '</title></textarea></style></template></noscript><script>window.stolen=1</script>',
  '--><!--><script>window.stolen=1</script><![CDATA[',
  '\u202egpj.\u2066<img src=x onerror=window.stolen=1>\u2069\u200b\u0007\u001b[31m',
  `${'W'.repeat(100)}<img/src=x/onerror=window.stolen=1>`,
  '__proto__',
  'constructor',
] as const;

/** Ways to write the same into Markdown, where links and images are made. */
export const inMarkdown = (payload: string): string =>
  [
    payload,
    `[a](${payload})`,
    `[a](<${payload}>)`,
    `![a](${payload})`,
    `![${payload}](x "${payload}")`,
    `<${payload}>`,
    `[r]\n\n[r]: ${payload}`,
    `\`\`\`${payload}\n${payload}\n\`\`\``,
    `| ${payload} |\n|---|\n| ${payload} |`,
    '[b](javascript:stolen=1)',
    '[b](&#106;avascript:stolen=1)',
    '[b](data:text/html,<script>stolen=1</script>)',
    '![c](javascript:stolen=1)',
  ].join('\n\n');

/** So many at a time: a page that holds more takes long to be looked at. */
export const chunks = (size: number): string[][] =>
  Array.from({ length: Math.ceil(payloads.length / size) }, (_, at) =>
    payloads.slice(at * size, (at + 1) * size),
  );

/** As a page shows it: white space is one blank. */
export const shown = (payload: string) => payload.replace(/\s+/g, ' ').trim();
