namespace Ferry.Bench.Data.Tables;

/// <summary>One to four items an order.</summary>
internal sealed class OrderItemRows(Dataset dataset) : ITableRows
{
    private static readonly long[] Prices = [299, 499, 799, 999, 999, 1_299, 1_499, 1_999, 2_499, 3_999];

    public string Name => "order_items";

    public string[] Columns => ["id", "order_id", "movie_id", "quantity", "price", "discount", "sku"];

    public void Write(IRowSink sink)
    {
        var dice = new Dice(5);
        var text = new TextBuffer();
        var id = 0L;
        for (var order = 1L; order <= dataset.Orders; order++)
        {
            for (var items = dice.Between(1, 4); items > 0; items--)
            {
                var movie = 1 + dice.Below(dataset.Movies);
                sink.Integer(++id);
                sink.Integer(order);
                sink.Integer(movie);
                sink.Integer(dice.Chance(85) ? 1 : dice.Between(2, 5));
                sink.Hundredths(Prices[movie % Prices.Length]);
                Discount(sink, dice);
                sink.Text(text.Clear().Add("SKU-").Add(movie).Add(dice.Chance(50) ? "-DVD" : "-BLURAY").Text);
                sink.EndRow();
            }
        }
    }

    private static void Discount(IRowSink sink, Dice dice)
    {
        if (dice.Chance(20))
        {
            sink.Hundredths(50 * dice.Between(1, 6));
        }
        else
        {
            sink.Null();
        }
    }
}
