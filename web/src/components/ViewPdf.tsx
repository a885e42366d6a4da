import { Alert, Button } from 'antd';
import { AnnotationMode, getDocument, GlobalWorkerOptions, version, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import PdfWorker from 'pdfjs-dist/legacy/build/pdf.worker.mjs?worker';
import { useEffect, useRef, useState } from 'react';
import { useWords } from '../lib/words';

/** Character maps and fonts that documents may lack; they come with the pages, nothing is fetched from elsewhere. */
const beside = `/assets/pdf-${version}`;

let worker: Worker | undefined;

function start(url: string) {
  worker ??= new PdfWorker();
  GlobalWorkerOptions.workerPort = worker;
  return getDocument({
    url,
    withCredentials: false,
    // No part of the document becomes program text, and no script in it is ever read.
    isEvalSupported: false,
    enableXfa: false,
    cMapUrl: `${beside}/cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${beside}/standard_fonts/`,
    // The file is asked for once, so that one look is one look.
    disableRange: true,
    disableStream: true,
    disableAutoFetch: true,
    maxImageSize: 64 * 1024 * 1024,
  });
}

/** One page of a PDF at a time, drawn; its text stands below for those who do not see the drawing. */
export default function ViewPdf({ url, page }: { url: string; page: number }) {
  const { t } = useWords();
  const [document, setDocument] = useState<PDFDocumentProxy | null>(null);
  const [fault, setFault] = useState<'view.pdfBroken' | 'view.pdfLocked' | null>(null);
  const [number, setNumber] = useState(page);
  const [scale, setScale] = useState(1.25);
  const [text, setText] = useState('');
  const canvas = useRef<HTMLCanvasElement>(null);

  useEffect(() => {
    const task = start(url);
    let left = false;
    task.promise.then(
      (loaded) => {
        if (left) return;
        setDocument(loaded);
        setNumber(Math.min(Math.max(page, 1), loaded.numPages));
      },
      (error: unknown) => {
        if (!left) setFault(error instanceof Error && error.name === 'PasswordException' ? 'view.pdfLocked' : 'view.pdfBroken');
      },
    );
    return () => {
      left = true;
      void task.destroy();
    };
  }, [url, page]);

  useEffect(() => {
    if (!document) return;
    let left = false;
    let drawing: { cancel: () => void } | undefined;
    void (async () => {
      try {
        const shown = await document.getPage(number);
        const target = canvas.current;
        const context = target?.getContext('2d');
        if (left || !target || !context) return;
        const viewport = shown.getViewport({ scale });
        target.width = Math.floor(viewport.width);
        target.height = Math.floor(viewport.height);
        const render = shown.render({ canvasContext: context, viewport, annotationMode: AnnotationMode.ENABLE });
        drawing = render;
        await render.promise;
        const content = await shown.getTextContent();
        if (!left) setText(content.items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join(''));
      } catch (error) {
        if (!left && !(error instanceof Error && error.name === 'RenderingCancelledException')) setFault('view.pdfBroken');
      }
    })();
    return () => {
      left = true;
      drawing?.cancel();
    };
  }, [document, number, scale]);

  if (fault) return <Alert type="warning" showIcon title={t(fault)} />;
  if (!document) return <p className="quiet">{t('view.pdfLoading')}</p>;
  const count = document.numPages;
  return (
    <>
      <div className="filters">
        <Button size="small" disabled={number <= 1} onClick={() => setNumber(number - 1)}>{t('view.pdfPrevious')}</Button>
        <span aria-live="polite">{t('view.pdfPage', { page: number, count })}</span>
        <Button size="small" disabled={number >= count} onClick={() => setNumber(number + 1)}>{t('view.pdfNext')}</Button>
        <Button size="small" onClick={() => setScale(Math.min(scale * 1.25, 4))}>{t('view.pdfLarger')}</Button>
        <Button size="small" onClick={() => setScale(Math.max(scale / 1.25, 0.5))}>{t('view.pdfSmaller')}</Button>
      </div>
      <div className="view-pane" role="region" aria-label={t('view.title')} tabIndex={0}>
        <canvas ref={canvas} role="img" aria-label={t('view.pdfPage', { page: number, count })} />
      </div>
      <details>
        <summary>{t('view.pdfText')}</summary>
        <p className="prose" data-pdf-text>{text || t('view.nothing')}</p>
      </details>
    </>
  );
}
