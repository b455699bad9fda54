import '@mantine/notifications/styles.layer.css';
import { Notifications } from '@mantine/notifications';

/** Short messages in the corner: something was saved. */
export function Messages() {
  return <Notifications position="bottom-right" autoClose={5000} />;
}
