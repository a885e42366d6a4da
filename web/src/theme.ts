import type { ThemeConfig } from 'antd';

/** Ink and paper: one dark blue-green, greys, and five colours that mean something. */
export const ink = '#1d4b5e';

/** What a colour says. Every state in the application is one of these. */
export type Tone = 'neutral' | 'active' | 'waiting' | 'good' | 'remark' | 'bad' | 'unknown';

/** Text, ground and border per tone; text on ground has a contrast of at least 4.5. */
export const tones: Record<Tone, { text: string; ground: string; border: string; solid: string }> = {
  neutral: { text: '#4a565c', ground: '#f1f3f4', border: '#d5dadd', solid: '#8d999f' },
  active: { text: '#1d4b5e', ground: '#e6eff3', border: '#b3ccd7', solid: '#3d7a94' },
  waiting: { text: '#7a4d00', ground: '#fdf3df', border: '#ecd09a', solid: '#d39a2d' },
  good: { text: '#20613a', ground: '#e7f3ea', border: '#b2d6bd', solid: '#3f8f5b' },
  remark: { text: '#4f6110', ground: '#f1f5e0', border: '#cfdba0', solid: '#8a9f35' },
  bad: { text: '#a1271f', ground: '#fbeae8', border: '#ecbab5', solid: '#c0392f' },
  unknown: { text: '#5b4a80', ground: '#efecf6', border: '#cbc1e0', solid: '#7d6aa8' },
};

/** Fonts that are on the machine; nothing is ever fetched. */
export const family =
  '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "WenQuanYi Micro Hei", "Segoe UI", "Helvetica Neue", Arial, sans-serif';

export const theme: ThemeConfig = {
  token: {
    colorPrimary: ink,
    colorInfo: '#2f6a83',
    colorLink: '#1c5f7c',
    colorLinkHover: '#2f86ab',
    colorSuccess: tones.good.solid,
    colorWarning: '#b97a12',
    colorError: '#b3332a',
    colorTextBase: '#1b2428',
    colorTextSecondary: '#4a565c',
    colorTextTertiary: '#5d696f',
    colorTextDescription: '#56636a',
    colorTextPlaceholder: '#626e74',
    colorBgLayout: '#f3f5f6',
    // Grounds of chosen rows and of messages; those derived from such dark colours are greys that swallow the text.
    colorPrimaryBg: tones.active.ground,
    colorPrimaryBgHover: '#d9e6ec',
    controlItemBgActive: tones.active.ground,
    controlItemBgActiveHover: '#d9e6ec',
    colorInfoBg: tones.active.ground,
    colorInfoBorder: tones.active.border,
    colorSuccessBg: tones.good.ground,
    colorSuccessBorder: tones.good.border,
    colorWarningBg: tones.waiting.ground,
    colorWarningBorder: tones.waiting.border,
    colorErrorBg: tones.bad.ground,
    colorErrorBorder: tones.bad.border,
    colorBorderSecondary: '#e3e8ea',
    borderRadius: 4,
    borderRadiusLG: 6,
    fontFamily: family,
    fontSize: 14,
    wireframe: false,
  },
  components: {
    Layout: { headerBg: '#ffffff', siderBg: '#ffffff', headerHeight: 52, headerPadding: '0 20px' },
    Menu: { itemHeight: 36, itemSelectedBg: '#e6eff3', itemSelectedColor: ink, activeBarBorderWidth: 0, itemBorderRadius: 4 },
    Table: { headerBg: '#f6f8f9', headerColor: '#3c474c', cellPaddingBlockSM: 7, cellPaddingInlineSM: 10, rowHoverBg: '#f5f9fa' },
    Card: { headerHeight: 44, headerFontSize: 15 },
    Descriptions: { labelBg: '#f6f8f9' },
  },
};
