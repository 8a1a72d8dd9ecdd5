namespace Ferry.Bench.Data.Tables;

/// <summary>Who watched what: a pivot with a composite primary key, six movies a user on average.</summary>
internal sealed class MovieUserRows(Dataset dataset) : ITableRows
{
    private const int Most = 12;

    public string Name => "movie_user";

    public string[] Columns => ["user_id", "movie_id", "stars", "review", "watched_at", "created_at"];

    public void Write(IRowSink sink)
    {
        var dice = new Dice(3);
        var text = new TextBuffer();
        var movies = new SortedSet<long>();
        for (var user = 1L; user <= dataset.Users; user++)
        {
            movies.Clear();
            for (var count = dice.Between(0, Most); count > 0; count--)
            {
                movies.Add(1 + dice.Below(dataset.Movies));
            }

            foreach (var movie in movies)
            {
                WriteRow(sink, dice, text, user, movie);
            }
        }
    }

    private void WriteRow(IRowSink sink, Dice dice, TextBuffer text, long user, long movie)
    {
        var created = Dataset.CreatedAt(dice, user, dataset.Users);
        sink.Integer(user);
        sink.Integer(movie);
        sink.Integer(dice.Between(1, 5));
        if (dice.Chance(8))
        {
            sink.Text(text.Clear().AddSentences(dice, (int)dice.Between(5, 40)).Text);
        }
        else
        {
            sink.Null();
        }

        if (dice.Chance(50))
        {
            sink.Moment(created - 7_200_000_000);
        }
        else
        {
            sink.Null();
        }

        sink.Moment(created);
        sink.EndRow();
    }
}
