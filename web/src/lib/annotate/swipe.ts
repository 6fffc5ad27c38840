/** Swiping over a record: far enough, fast enough, and more sideways than anything else. */
export const swipeMin = 80;
const swipeMaxMs = 700;

interface Point {
  x: number;
  y: number;
  at: number;
}

export function directionOf(from: Point, to: Point): 'left' | 'right' | null {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  if (to.at - from.at > swipeMaxMs || Math.abs(dx) < swipeMin) return null;
  if (Math.abs(dy) * 2 > Math.abs(dx)) return null;
  return dx > 0 ? 'right' : 'left';
}

/** Listens on an element. What is swiped sideways by itself, or selected, is left alone. The answer ends it. */
export function onSwipe(element: HTMLElement, done: (to: 'left' | 'right') => void): () => void {
  let from: Point | null = null;
  const point = ({ clientX, clientY }: Touch, at: number) => ({ x: clientX, y: clientY, at });
  const start = (event: TouchEvent) => {
    const [touch] = event.touches;
    const isOurs = event.touches.length === 1 && !isTaken(event.target, element);
    from = touch && isOurs ? point(touch, event.timeStamp) : null;
  };
  const end = (event: TouchEvent) => {
    const [touch] = event.changedTouches;
    const to = from && touch ? directionOf(from, point(touch, event.timeStamp)) : null;
    from = null;
    const selected = window.getSelection()?.isCollapsed === false;
    if (to !== null && !selected) done(to);
  };
  const cancel = () => (from = null);
  const options = { passive: true };
  element.addEventListener('touchstart', start, options);
  element.addEventListener('touchend', end, options);
  element.addEventListener('touchcancel', cancel, options);
  // Else browsers take it for going back.
  const page = document.documentElement.style;
  page.overscrollBehaviorX = 'none';
  return () => {
    element.removeEventListener('touchstart', start);
    element.removeEventListener('touchend', end);
    element.removeEventListener('touchcancel', cancel);
    page.overscrollBehaviorX = '';
  };
}

/** Whether a touch belongs to a control, to the text that is marked, or to what scrolls sideways. */
function isTaken(target: EventTarget | null, root: HTMLElement): boolean {
  if (!(target instanceof Element)) return true;
  if (target.closest('button, a, input, select, textarea, [role="textbox"], [role="separator"]'))
    return true;
  for (let at: Element | null = target; at !== null && at !== root; at = at.parentElement) {
    const scrolls = /auto|scroll/.test(getComputedStyle(at).overflowX);
    if (scrolls && at.scrollWidth > at.clientWidth) return true;
  }
  return false;
}
