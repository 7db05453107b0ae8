// A frame that is drawn on a picture with mouse, finger or arrow keys goes into the form that quotes the place.

const page = document.getElementById("seen-page");
const field = document.getElementById("form-cite")?.elements.region;

function watch() {
  const { width, height } = page.viewBox.baseVal;
  const frame = document.getElementById("drawn-place");
  const told = document.getElementById("place-told");
  let place = null;
  let from = null;

  /** Where on the picture an event is. */
  function at({ clientX, clientY }) {
    const point = new DOMPoint(clientX, clientY).matrixTransform(page.getScreenCTM().inverse());
    return [Math.min(Math.max(point.x, 0), width), Math.min(Math.max(point.y, 0), height)];
  }

  function show(next) {
    place = next;
    for (const [index, name] of ["x", "y", "width", "height"].entries()) frame.setAttribute(name, place[index]);
  }

  /** Take a frame, within the picture and of a pixel at least. */
  function take(x, y, wide, high) {
    const left = Math.min(Math.max(Math.round(x), 0), width - 1);
    const top = Math.min(Math.max(Math.round(y), 0), height - 1);
    show([
      left,
      top,
      Math.max(1, Math.min(Math.round(wide), width - left)),
      Math.max(1, Math.min(Math.round(high), height - top)),
    ]);
    field.value = `${page.dataset.first}xywh=${place.join(",")}`;
    told.textContent = place.join(", ");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function typed() {
    const found = /^(?:page=\d+&)?xywh=(\d+),(\d+),(\d+),(\d+)$/.exec(field.value.trim());
    show(found ? found.slice(1).map(Number) : [0, 0, 0, 0]);
    if (!found) place = null;
  }

  page.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    from = at(event);
    page.setPointerCapture(event.pointerId);
    page.focus({ preventScroll: true });
    event.preventDefault();
  });
  page.addEventListener("pointermove", (event) => {
    if (!from) return;
    const [x, y] = at(event);
    take(Math.min(x, from[0]), Math.min(y, from[1]), Math.abs(x - from[0]), Math.abs(y - from[1]));
  });
  for (const end of ["pointerup", "pointercancel"]) page.addEventListener(end, () => (from = null));
  page.addEventListener("keydown", (event) => {
    const step = Math.max(1, Math.round(Math.max(width, height) / 100));
    const by = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key];
    if (!by || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const [x, y, wide, high] = place ?? [width / 4, height / 4, width / 2, height / 10];
    if (event.shiftKey) take(x, y, wide + by[0], high + by[1]);
    else take(Math.min(x + by[0], width - wide), Math.min(y + by[1], height - high), wide, high);
  });
  field.addEventListener("change", typed);
  typed();
}

if (page && field) watch();
