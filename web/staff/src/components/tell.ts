import { ElMessage } from 'element-plus';
import 'element-plus/es/components/message/style/css';

/** Says something in passing, at the top of the page; screen readers say it, too. */
export function tell(type: 'success' | 'warning' | 'error', message: string): void {
  ElMessage({ type, message, duration: type === 'error' ? 6_000 : 2_500, grouping: true });
}
