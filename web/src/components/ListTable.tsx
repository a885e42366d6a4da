import { Button, Empty, Table, type TableColumnsType } from 'antd';
import type { ReactNode } from 'react';
import { useWords } from '../lib/words';
import { Trouble } from './Trouble';

interface Pages<R> {
  rows: R[] | undefined;
  error: unknown;
  isFetching: boolean;
  isFetchingNextPage: boolean;
  hasNextPage: boolean;
  fetchNextPage: () => unknown;
  refetch: () => unknown;
}

/** Rows that can be ticked, to do one thing to many. */
export interface Selection<R> {
  chosen: string[];
  onChoose: (keys: string[]) => void;
  may: (row: R) => boolean;
  /** What the box of a row says to a screen reader. */
  name: (row: R) => string;
}

interface Props<R> {
  pages: Pages<R>;
  columns: TableColumnsType<R>;
  rowKey: keyof R & string;
  /** What to say, and what to do next, when there is nothing. */
  empty: ReactNode;
  label: string;
  selection?: Selection<R> | undefined;
}

/** A dense table that reads on at the press of a button. */
export function ListTable<R extends object>({ pages, columns, rowKey, empty, label, selection }: Props<R>) {
  const { t } = useWords();
  if (pages.error && !pages.rows) return <Trouble error={pages.error} retry={() => void pages.refetch()} />;
  const count = pages.rows?.length ?? 0;
  return (
    <>
      <Table<R>
        aria-label={label}
        size="small"
        bordered={false}
        rowKey={rowKey}
        columns={columns}
        dataSource={pages.rows}
        loading={pages.isFetching && !pages.isFetchingNextPage && !pages.rows}
        pagination={false}
        {...(selection
          ? {
              rowSelection: {
                selectedRowKeys: selection.chosen,
                onChange: (keys) => selection.onChoose(keys.map(String)),
                // The table's own box for all has an English name only, and ticks nothing it may not; the page offers its own.
                hideSelectAll: true,
                columnWidth: 36,
                getCheckboxProps: (row) => ({ disabled: !selection.may(row), 'aria-label': selection.name(row) }) as object,
              },
            }
          : {})}
        scroll={{ x: true }}
        locale={{ emptyText: pages.rows ? <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={empty} /> : ' ' }}
      />
      {pages.error && pages.rows ? <Trouble error={pages.error} retry={() => void pages.refetch()} /> : null}
      {count > 0 && (
        <div className="more">
          <span>{t(pages.hasNextPage ? 'app.shownMore' : 'app.shownAll', { count })}</span>
          {pages.hasNextPage && (
            <Button size="small" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
              {t('app.loadMore')}
            </Button>
          )}
        </div>
      )}
    </>
  );
}
