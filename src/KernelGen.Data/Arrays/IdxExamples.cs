namespace KernelGen.Data;

/// <summary>Reads images and their labels from IDX files, one at a time, in memory for one image.</summary>
/// <remarks><see cref="Idx.OpenClassification"/> opens one.</remarks>
public sealed class IdxExamples : ExampleReader<float, int>
{
    private readonly string imagesPath;
    private readonly string labelsPath;
    private readonly float scale;
    private readonly byte[] image;
    private IdxFile images;
    private IdxFile labels;
    private int next;
    private bool isDisposed;

    internal IdxExamples(string imagesPath, string labelsPath, float scale)
    {
        this.imagesPath = imagesPath;
        this.labelsPath = labelsPath;
        this.scale = scale;
        (images, labels) = Open();
        image = new byte[images.Length / images.Shape[0]];
    }

    /// <summary>Images in the file.</summary>
    public int Count => images.Shape[0];

    /// <inheritdoc/>
    public override int InputCount => image.Length;

    /// <inheritdoc/>
    public override int TargetCount => 1;

    /// <inheritdoc/>
    public override void Rewind()
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        (IdxFile newImages, IdxFile newLabels) = Open();
        if (newImages.Length / newImages.Shape[0] != image.Length)
        {
            DataFormatException fault = new(imagesPath, $"images of {image.Length} elements as when the file was opened", Idx.Describe(newImages.Shape));
            newImages.Dispose();
            newLabels.Dispose();
            throw fault;
        }

        Close();
        (images, labels, next) = (newImages, newLabels, 0);
    }

    /// <inheritdoc/>
    protected override bool ReadNext(Span<float> inputs, Span<int> targets)
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        if (next == Count)
        {
            images.EnsureEnd();
            labels.EnsureEnd();
            return false;
        }

        images.Read(image);
        for (int i = 0; i < image.Length; i++)
        {
            inputs[i] = image[i] * scale;
        }

        Span<byte> label = stackalloc byte[1];
        labels.Read(label);
        targets[0] = label[0];
        next++;
        return true;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        isDisposed = true;
        Close();
    }

    private (IdxFile Images, IdxFile Labels) Open()
    {
        var openedImages = new IdxFile(imagesPath);
        try
        {
            if (openedImages.Shape.Length < 2)
            {
                throw new DataFormatException(imagesPath, "images, at least two dimensions", Idx.Describe(openedImages.Shape));
            }

            if (openedImages.Length / openedImages.Shape[0] > Array.MaxLength)
            {
                throw new DataFormatException(imagesPath, $"images of at most {Array.MaxLength} elements", Idx.Describe(openedImages.Shape));
            }

            return (openedImages, OpenLabels(openedImages.Shape[0]));
        }
        catch
        {
            openedImages.Dispose();
            throw;
        }
    }

    private IdxFile OpenLabels(int count)
    {
        var opened = new IdxFile(labelsPath);
        if (opened.Shape.Length == 1 && opened.Shape[0] == count)
        {
            return opened;
        }

        opened.Dispose();
        throw new DataFormatException(labelsPath, $"one label for each of {count} images", Idx.Describe(opened.Shape));
    }

    private void Close()
    {
        images.Dispose();
        labels.Dispose();
    }
}
