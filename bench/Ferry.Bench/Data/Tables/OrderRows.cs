namespace Ferry.Bench.Data.Tables;

internal sealed class OrderRows(Dataset dataset) : ITableRows
{
    private static readonly string[] States = ["completed", "paid", "shipped", "cancelled", "pending", "refunded"];

    public string Name => "orders";

    public string[] Columns =>
        ["id", "user_id", "number", "status", "total", "tax", "currency", "shipping_address", "note", "paid_at", "created_at", "updated_at"];

    public void Write(IRowSink sink)
    {
        var dice = new Dice(4);
        var text = new TextBuffer();
        for (var id = 1L; id <= dataset.Orders; id++)
        {
            var created = Dataset.CreatedAt(dice, id, dataset.Orders);
            var total = dice.Between(299, 25_000);
            sink.Integer(id);
            sink.Integer(1 + dice.Below(dataset.Users));
            sink.Text(text.Clear().Add("MO-").Add(2015 + (created / (Dataset.Span / 10))).Add("-").Add(10_000_000 + id).Text);
            sink.Text(dice.PickSkewed(States));
            sink.Hundredths(total);
            sink.Hundredths(total * 19 / 119);
            sink.Text(dice.Chance(80) ? "EUR" : "USD");
            sink.Text(text.Clear().Add(dice.PickSkewed(Words.Streets)).Add(" ").Add(dice.Between(1, 180)).Add(", ")
                .Add(dice.Between(10_000, 99_999)).Add(" ").Add(dice.PickSkewed(Words.Cities)).Text);
            Note(sink, dice, text);
            Paid(sink, dice, created);
            sink.Moment(created);
            sink.Moment(Dataset.UpdatedAt(dice, created));
            sink.EndRow();
        }
    }

    private static void Note(IRowSink sink, Dice dice, TextBuffer text)
    {
        if (dice.Chance(5))
        {
            sink.Text(text.Clear().AddSentences(dice, (int)dice.Between(4, 25)).Text);
        }
        else
        {
            sink.Null();
        }
    }

    private static void Paid(IRowSink sink, Dice dice, long created)
    {
        if (dice.Chance(85))
        {
            sink.Moment(created + dice.Below(86_400_000_000));
        }
        else
        {
            sink.Null();
        }
    }
}
