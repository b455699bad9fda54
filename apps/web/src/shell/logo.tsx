import { RouterLink } from '@insites/ui';
import classes from './shell.module.css';

/** Our sign: three columns of a chart on the ground they stand on, one of them still a point. */
export function Logo() {
  return (
    <RouterLink href="/" className={classes.logo} aria-label="Insites, to the start">
      <svg viewBox="0 0 64 64" width="28" height="28" aria-hidden="true">
        <rect width="64" height="64" rx="14" fill="#156a57" />
        <path d="M14 46V34h8v12zm14 0V18h8v28zm14 0V26h8v20z" fill="#fbfbf9" />
        <circle cx="18" cy="24" r="4" fill="#f2b84b" />
        <path d="M12 50h40" stroke="#aed9cd" strokeWidth="3" strokeLinecap="round" />
      </svg>
      <span className={classes.logoWord}>Insites</span>
    </RouterLink>
  );
}
