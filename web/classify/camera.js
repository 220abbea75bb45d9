/* The camera of a computer, for those that have one: a preview, and a picture of what it shows. Telephones and tablets
 * have a camera of their own behind a file input, which is better (intake.js).
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { texts } from '../texts.js';
import { openDialog } from '../views/dialog.js';
import { button, element } from '../views/element.js';

const words = texts.classify.camera;

/** As large as the camera can, up to a 4K picture. */
const WANTED = { video: { width: { ideal: 3840 }, height: { ideal: 2160 }, facingMode: 'environment' } };

/** The next photograph's number. */
let next = 1;

/**
 * Stays hidden where there is no camera.
 *
 * @param {(files: File[]) => void} accept
 */
export function cameraButton(accept) {
  const open = button({ class: 'button outline pointer-only', hidden: '' }, words.open, () => {
    void openCamera(accept);
  });
  void hasCamera().then((has) => (open.hidden = !has));
  return open;
}

async function hasCamera() {
  const devices = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? [];
  return devices.some(({ kind }) => kind === 'videoinput');
}

/** @param {(files: File[]) => void} accept */
async function openCamera(accept) {
  const video = element('video', { 'aria-label': words.preview });
  video.muted = video.playsInline = true;
  const line = element('p', { role: 'status' }, words.asking);
  const take = button({ class: 'button' }, words.take);
  take.disabled = true;
  const close = button({ class: 'button outline' }, texts.app.close, () => dialog.close());
  const ways = element('div', { class: 'ways' }, close, take);
  const dialog = openDialog(
    words.open,
    { class: 'camera' },
    element('div', { class: 'inner' }, video, line, ways),
  );

  const stream = await navigator.mediaDevices.getUserMedia(WANTED).catch((error) => {
    line.textContent = refusal(error);
    return null;
  });
  if (!stream) return;
  const stop = () => stream.getTracks().forEach((track) => track.stop());
  if (!dialog.open) return stop(); /* Closed while the person was being asked. */
  dialog.addEventListener('close', stop);
  video.srcObject = stream;
  await video.play().catch(() => {});
  line.textContent = words.hint;
  take.disabled = false;
  take.focus();
  take.addEventListener('click', async () => {
    const file = await photograph(video);
    if (file) accept([file]);
    dialog.close();
  });
}

/** @param {unknown} error of getUserMedia */
function refusal(error) {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError') return words.refused;
  return name === 'NotFoundError' ? words.missing : words.busy;
}

/**
 * @param {HTMLVideoElement} video
 * @returns {Promise<File | null>} null where the camera has shown nothing yet
 */
async function photograph(video) {
  const canvas = element('canvas');
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext('2d')?.drawImage(video, 0, 0);
  /** @type {Blob | null} */
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
  return blob && new File([blob], `${words.file(next++)}.png`, { type: blob.type });
}
