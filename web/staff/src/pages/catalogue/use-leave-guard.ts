import { onBeforeUnmount, onMounted } from 'vue';
import { onBeforeRouteLeave } from 'vue-router';
import { session } from '../../session.js';

/** Asks before a page is left on which something typed is not saved. */
export function useLeaveGuard(unsaved: () => boolean): void {
  function onUnload(event: BeforeUnloadEvent): void {
    if (unsaved()) event.preventDefault();
  }
  onMounted(() => addEventListener('beforeunload', onUnload));
  onBeforeUnmount(() => removeEventListener('beforeunload', onUnload));
  // Whoever was signed out cannot save any more, and has to get to the sign-in.
  onBeforeRouteLeave(
    () => session.status === 'out' || !unsaved() || confirm('有修改还没保存，离开后会丢失。确定离开吗？'),
  );
}
