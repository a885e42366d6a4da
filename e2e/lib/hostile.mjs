// Files that would do harm if anything in them ran.

/** A PDF of two pages whose document, page and link carry JavaScript; every object at its place, so that any reader opens it. */
export function pdf() {
  const js = '(app.alert\\(1\\); this.submitForm\\("http://example.invalid/"\\);)';
  const text = (words) => {
    const stream = `BT /F1 24 Tf 60 700 Td (${words}) Tj ET`;
    return `<</Length ${stream.length}>>\nstream\n${stream}\nendstream`;
  };
  const objects = [
    `<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS${js}>>/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS${js}>>]>>>>>>`,
    '<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>',
    `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 6 0 R/Resources<</Font<</F1 5 0 R>>>>/AA<</O<</S/JavaScript/JS${js}>>>>>>`,
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 7 0 R/Resources<</Font<</F1 5 0 R>>>>>>',
    // The size of a font's matrix once was a way to smuggle program text into a reader that compiles fonts.
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/FontMatrix[0.001 0 0 0.001 0 (1\\); globalThis.ran = 1; \\()]>>',
    text('First page'),
    text('Second page'),
  ];
  let out = '%PDF-1.7\n';
  const places = objects.map((object, index) => {
    const at = out.length;
    out += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const start = out.length;
  out += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')}`;
  return Buffer.from(`${out}trailer\n<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${start}\n%%EOF\n`, 'latin1');
}

const harm = 'globalThis.ran = 1; document.title = "ran"; fetch("http://example.invalid/")';

export const html = `<!doctype html><html><body onload='${harm}'><script>${harm}</script><h1>看似网页</h1></body></html>\n`;
export const svg = `<svg xmlns="http://www.w3.org/2000/svg" onload='${harm}'><script>${harm}</script><rect width="9" height="9"/></svg>\n`;
export const csv = `序号,名称,备注\n1,=HYPERLINK("http://example.invalid/";"点我"),<img src=x onerror='${harm}'>\n2,@SUM(1+1)*cmd|' /C calc'!A0,正常\n`;
export const json = JSON.stringify({ title: `<script>${harm}</script>`, '__proto__': { polluted: true }, results: [{ id: 1 }, { id: 2, note: `"><img src=x onerror='${harm}'>` }] });
/** One red dot. */
export const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==', 'base64');
