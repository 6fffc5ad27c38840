/** Guidelines as blocks: enough of Markdown to read them, and nothing that could run. */
export type Inline =
  | { kind: 'text' | 'code' | 'strong' | 'em'; text: string }
  | { kind: 'link'; text: string; href: string };

export type Block =
  | { kind: 'heading'; level: number; inline: Inline[] }
  | { kind: 'paragraph' | 'quote'; inline: Inline[] }
  | { kind: 'code'; text: string }
  | { kind: 'rule' }
  | { kind: 'list'; ordered: boolean; items: Inline[][] };

export function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  let paragraph: string[] = [];
  const flush = () => {
    if (paragraph.length > 0)
      blocks.push({ kind: 'paragraph', inline: inlineOf(paragraph.join(' ')) });
    paragraph = [];
  };
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (line.startsWith('```')) {
      flush();
      const end = lines.findIndex((other, place) => place > at && other.startsWith('```'));
      const until = end === -1 ? lines.length : end;
      blocks.push({ kind: 'code', text: lines.slice(at + 1, until).join('\n') });
      at = until;
      continue;
    }
    const block = blockOf(line);
    if (block === null && line.trim() !== '') {
      paragraph.push(line.trim());
      continue;
    }
    flush();
    if (block) add(blocks, block);
  }
  flush();
  return blocks;
}

function blockOf(line: string): Block | null {
  const heading = /^(#{1,6})\s+(.*?)\s*#*$/.exec(line);
  if (heading)
    return { kind: 'heading', level: heading[1]?.length ?? 1, inline: inlineOf(heading[2] ?? '') };
  if (/^\s*([-*_])(\s*\1){2,}\s*$/.test(line)) return { kind: 'rule' };
  const item = /^\s*(?:[-*+]|(\d+)[.)])\s+(.*)$/.exec(line);
  if (item)
    return { kind: 'list', ordered: item[1] !== undefined, items: [inlineOf(item[2] ?? '')] };
  const quote = /^>\s?(.*)$/.exec(line);
  return quote ? { kind: 'quote', inline: inlineOf(quote[1] ?? '') } : null;
}

function add(blocks: Block[], block: Block): void {
  const last = blocks.at(-1);
  if (block.kind === 'list' && last?.kind === 'list' && last.ordered === block.ordered)
    last.items.push(...block.items);
  else blocks.push(block);
}

const marks = /`([^`]+)`|\*\*([^*]+)\*\*|__([^_]+)__|\*([^*\s][^*]*)\*|\[([^\]]+)\]\(([^)\s]+)\)/g;

export function inlineOf(text: string): Inline[] {
  const found: Inline[] = [];
  let from = 0;
  for (const match of text.matchAll(marks)) {
    if (match.index > from) found.push({ kind: 'text', text: text.slice(from, match.index) });
    from = match.index + match[0].length;
    const [all, code, strong, under, em, link, address] = match;
    if (code !== undefined) found.push({ kind: 'code', text: code });
    else if (strong !== undefined || under !== undefined)
      found.push({ kind: 'strong', text: strong ?? under ?? '' });
    else if (em !== undefined) found.push({ kind: 'em', text: em });
    else if (link !== undefined && /^(https?:|mailto:)/i.test(address ?? ''))
      found.push({ kind: 'link', text: link, href: address ?? '' });
    else found.push({ kind: 'text', text: all });
  }
  if (from < text.length) found.push({ kind: 'text', text: text.slice(from) });
  return found;
}
