import { api } from './client';
import { intent } from './intent';
import { asRefusal, Unreachable } from './problem';
import type { UploadedFile } from './types';

/** One file on its way to the server. */
export interface Sending {
  done: Promise<UploadedFile>;
  abort: () => void;
}

/** Sends one file as the raw body; `progress` is told the share sent, 0 to 1. fetch cannot report progress. */
export function sendFile(upload: string, file: File, progress: (share: number) => void): Sending {
  const request = new XMLHttpRequest();
  const done = new Promise<UploadedFile>((resolve, reject) => {
    request.open('PUT', api.uploadFileUrl(upload, file.name));
    for (const [name, value] of Object.entries(intent)) request.setRequestHeader(name, value);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.upload.onprogress = (event) => {
      if (event.lengthComputable && event.total > 0) progress(event.loaded / event.total);
    };
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve(JSON.parse(request.responseText) as UploadedFile);
      else reject(asRefusal(request.status, request.responseText));
    };
    request.onerror = () => reject(new Unreachable());
    request.onabort = () => reject(new Unreachable());
    request.send(file);
  });
  return { done, abort: () => request.abort() };
}
