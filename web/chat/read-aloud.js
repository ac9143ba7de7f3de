import { el } from './dom.js';

/** @returns {SpeechSynthesisVoice | undefined} a Mandarin voice of this device; none is ever fetched. */
function mandarinVoice() {
  return window.speechSynthesis
    ?.getVoices()
    .find((voice) => /^(zh|cmn)/i.test(voice.lang) && voice.localService);
}

/**
 * A button that reads a text aloud and stops on a second press. Hidden until the device turns out to have a voice.
 *
 * @param {string} text - the answer's `speech`.
 */
export function readAloudButton(text) {
  const button = el('button', { type: 'button', class: 'quiet', hidden: true }, '朗读');
  const show = () => {
    button.hidden = !mandarinVoice();
  };
  show();
  window.speechSynthesis?.addEventListener?.('voiceschanged', show);
  button.addEventListener('click', () => {
    const wasSpeaking = button.textContent === '停止朗读';
    window.speechSynthesis.cancel();
    if (wasSpeaking) return;
    const speech = new SpeechSynthesisUtterance(text);
    speech.lang = 'zh-CN';
    speech.rate = 0.9;
    speech.voice = mandarinVoice() ?? null;
    speech.onend = speech.onerror = () => {
      button.textContent = '朗读';
    };
    button.textContent = '停止朗读';
    window.speechSynthesis.speak(speech);
  });
  return button;
}
