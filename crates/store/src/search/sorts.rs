//! Sorts as the keys of an `ORDER BY`.
//!
//! Records without a value come last in both directions. Of several values the smallest counts
//! ascending and the largest descending; a user's own view looks at the user's own answers only.

use sea_query::{Expr, ExprTrait as _, Func, NullOrdering, Order, Query, SelectStatement};
use variorum_schema::search::{RecordProperty, ResolvedSort, SortOrder, Target};

use super::filters::{Values, column};
use super::{View, Viewer};

/// Orders a query over `records` by these keys, then by insertion.
pub(super) fn apply(select: &mut SelectStatement, sorts: &[ResolvedSort<'_>], view: View<'_>) {
    for sort in sorts {
        apply_one(select, sort, view);
    }
    select.order_by(("records", "seq"), Order::Asc);
}

fn apply_one(select: &mut SelectStatement, sort: &ResolvedSort<'_>, view: View<'_>) {
    let settings = view.settings;
    let order = match sort.order {
        SortOrder::Asc => Order::Asc,
        SortOrder::Desc => Order::Desc,
    };
    let values = match sort.target {
        Target::Record(property) => {
            let key = ("records", column(property));
            if property == RecordProperty::ExternalId {
                select.order_by_with_nulls(key, order, NullOrdering::Last);
            } else {
                // Said of columns that always have a value, `NULLS LAST` would rule out indexes.
                select.order_by(key, order);
            }
            return;
        }
        Target::Metadata(property) => Values::of_property(property, settings),
        Target::Suggestion(question, property) => {
            Values::of_suggestion(question, property, settings)
        }
        Target::Response(question) => Values::of_response(question, settings),
        Target::ResponseStatus => None,
    };
    let (mut rows, table, column) = match (values, sort.target) {
        (Some(values), _) => (values.rows(), values.table, values.column),
        (None, Target::ResponseStatus) => {
            (Query::select().from("responses").take(), "responses", "status")
        }
        // No record has a value that could be compared, so all are equal.
        (None, _) => return,
    };
    rows.and_where(Expr::col((table, "record")).equals(("records", "seq")));
    if let (Viewer::Own { user, .. }, "response_values" | "responses") = (view.viewer, table) {
        rows.and_where(Expr::col((table, "annotator")).eq(user));
    }
    let value = Expr::col((table, column));
    rows.expr(match sort.order {
        SortOrder::Asc => Func::min(value),
        SortOrder::Desc => Func::max(value),
    });
    let key = Expr::SubQuery(None, Box::new(rows.into()));
    select.order_by_expr_with_nulls(key, order, NullOrdering::Last);
}
