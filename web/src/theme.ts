import { theme as antd, type ThemeConfig } from 'antd';

/** Ink and paper: one dark blue-green, greys, and five colours that mean something. */
export const ink = '#1d4b5e';

/** What a colour says. Every state in the application is one of these. */
export type Tone = 'neutral' | 'active' | 'waiting' | 'good' | 'remark' | 'bad' | 'unknown';

/** Text, ground and border per tone, as theme.css names them in light and dark; `solid` is a colour that stands on both, for charts. */
export const tones: Record<Tone, { text: string; ground: string; border: string; solid: string }> = {
  neutral: { text: 'var(--tone-neutral-text)', ground: 'var(--tone-neutral-ground)', border: 'var(--tone-neutral-border)', solid: '#8d999f' },
  active: { text: 'var(--tone-active-text)', ground: 'var(--tone-active-ground)', border: 'var(--tone-active-border)', solid: '#3d7a94' },
  waiting: { text: 'var(--tone-waiting-text)', ground: 'var(--tone-waiting-ground)', border: 'var(--tone-waiting-border)', solid: '#d39a2d' },
  good: { text: 'var(--tone-good-text)', ground: 'var(--tone-good-ground)', border: 'var(--tone-good-border)', solid: '#3f8f5b' },
  remark: { text: 'var(--tone-remark-text)', ground: 'var(--tone-remark-ground)', border: 'var(--tone-remark-border)', solid: '#8a9f35' },
  bad: { text: 'var(--tone-bad-text)', ground: 'var(--tone-bad-ground)', border: 'var(--tone-bad-border)', solid: '#c0392f' },
  unknown: { text: 'var(--tone-unknown-text)', ground: 'var(--tone-unknown-ground)', border: 'var(--tone-unknown-border)', solid: '#7d6aa8' },
};

/** Words and lines of charts, readable on both grounds. */
export const chartInk = { text: '#7b8990', line: '#8b989e55' };

/** Fonts that are on the machine; nothing is ever fetched. */
export const family =
  '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "WenQuanYi Micro Hei", "Segoe UI", "Helvetica Neue", Arial, sans-serif';

/** What differs between the two rooms. */
interface Room {
  primary: string; info: string; link: string; linkHover: string; text: string; soft: string; quiet: string; ground: string; paper: string; head: string; line: string; hover: string;
  activeGround: string; activeHover: string; activeText: string; border: Record<'active' | 'good' | 'waiting' | 'bad', string>; back: Record<'good' | 'waiting' | 'bad', string>;
}

const light: Room = {
  primary: ink, info: '#2f6a83', link: '#1c5f7c', linkHover: '#1f6b8c', text: '#1b2428', soft: '#4a565c', quiet: '#56636a', ground: '#f3f5f6', paper: '#ffffff', head: '#f6f8f9', line: '#e3e8ea', hover: '#f5f9fa',
  activeGround: '#e6eff3', activeHover: '#d9e6ec', activeText: ink, border: { active: '#b3ccd7', good: '#b2d6bd', waiting: '#ecd09a', bad: '#ecbab5' }, back: { good: '#e7f3ea', waiting: '#fdf3df', bad: '#fbeae8' },
};
const dark: Room = {
  primary: '#2b7391', info: '#3a86a6', link: '#7cc0dc', linkHover: '#a4d7ea', text: '#e6ecee', soft: '#b9c5cb', quiet: '#a9b6bc', ground: '#12181b', paper: '#1b2327', head: '#232d32', line: '#2f3b41', hover: '#243036',
  activeGround: '#16323f', activeHover: '#1d4152', activeText: '#9fd0e6', border: { active: '#2c566a', good: '#2c5f3c', waiting: '#6b5220', bad: '#7a332d' }, back: { good: '#16331f', waiting: '#3a2c10', bad: '#3f1a17' },
};

export function themeOf(isDark: boolean): ThemeConfig {
  const room = isDark ? dark : light;
  return {
    ...(isDark ? { algorithm: antd.darkAlgorithm } : {}),
    token: {
      colorPrimary: room.primary,
      colorInfo: room.info,
      colorLink: room.link,
      colorLinkHover: room.linkHover,
      colorSuccess: tones.good.solid,
      colorWarning: '#b97a12',
      colorError: isDark ? '#c8463c' : '#b3332a',
      ...(isDark ? { colorErrorText: '#f4a39b', colorBgContainer: room.paper, colorBgElevated: room.head, colorText: room.text } : { colorTextBase: room.text }),
      colorTextSecondary: room.soft,
      colorTextTertiary: isDark ? room.quiet : '#5d696f',
      colorTextDescription: room.quiet,
      colorTextPlaceholder: isDark ? '#98a5ab' : '#626e74',
      colorBgLayout: room.ground,
      // Grounds of chosen rows and of messages; those derived from such dark colours are greys that swallow the text.
      colorPrimaryBg: room.activeGround,
      colorPrimaryBgHover: room.activeHover,
      controlItemBgActive: room.activeGround,
      controlItemBgActiveHover: room.activeHover,
      colorInfoBg: room.activeGround,
      colorInfoBorder: room.border.active,
      colorSuccessBg: room.back.good,
      colorSuccessBorder: room.border.good,
      colorWarningBg: room.back.waiting,
      colorWarningBorder: room.border.waiting,
      colorErrorBg: room.back.bad,
      colorErrorBorder: room.border.bad,
      colorBorderSecondary: room.line,
      borderRadius: 4,
      borderRadiusLG: 6,
      fontFamily: family,
      fontSize: 14,
      wireframe: false,
    },
    components: {
      Layout: { headerBg: room.paper, siderBg: room.paper, headerHeight: 52, headerPadding: '0 20px' },
      Menu: { itemHeight: 36, itemSelectedBg: room.activeGround, itemSelectedColor: room.activeText, activeBarBorderWidth: 0, itemBorderRadius: 4 },
      Table: { headerBg: room.head, headerColor: room.soft, cellPaddingBlockSM: 7, cellPaddingInlineSM: 10, rowHoverBg: room.hover },
      Card: { headerHeight: 44, headerFontSize: 15 },
      Descriptions: { labelBg: room.head },
    },
  };
}
