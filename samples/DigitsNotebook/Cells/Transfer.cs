using KerasDigits.Callbacks;
using KerasDigits.Models;
using KerasDigits.Notebook;
using KerasDigits.Training;
using NumSharp;
using static KerasDigits.keras;
using static KerasDigits.Notebook.builtins;

namespace DigitsNotebook;

/// <content>Cells 38 to 49, model n°5: VGG16, which has seen ImageNet, with a new top.</content>
public sealed partial class Notebook
{
    private Model model_vgg = null!;
    private NDArray train_set_resized = null!, validation_set_resized = null!, train_set_resized_3 = null!,
        validation_set_resized_3 = null!;
    private Sequential model_transfer = null!;
    private History history_transfer = null!;
    private double validation_loss_model_transfer = double.NaN, validation_acc_model_transfer = double.NaN;

    // In [38]:
    //   from keras.applications import VGG16
    //   import cv2
    //
    //   model_vgg = VGG16(weights="imagenet",
    //                     include_top=False, # including or not the densely-connected classifier
    //                     input_shape=(32,32,3))
    //
    //   model_vgg.summary()
    private void Cell38()
    {
        model_vgg = vgg.Build("imagenet", weights => applications.VGG16(
            weights: weights,
            include_top: false,
            input_shape: (32, 32, 3)));

        model_vgg.summary();
    }

    // In [39]:
    //   print('train_set: ' + str(train_set.shape))
    //   print('validation_set: ' + str(validation_set.shape))
    private void Cell39()
    {
        print("train_set: " + str(train_set4.shape));
        print("validation_set: " + str(validation_set4.shape));
    }

    // In [40]:
    //   # resize of the images
    //   train_set_resized_list = [cv2.resize(x, (32,32)).reshape((1,32,32,1)) for x in train_set]
    //   validation_set_resized_list = [cv2.resize(x, (32,32)).reshape((1,32,32,1)) for x in validation_set]
    //
    //   train_set_resized = np.concatenate(train_set_resized_list)
    //   validation_set_resized = np.concatenate(validation_set_resized_list)
    private void Cell40()
    {
        NDArray[] train_set_resized_list = [.. range(len(train_set4))
            .Select(i => cv2.resize(train_set4[i], (32, 32)).reshape(1, 32, 32, 1))];
        NDArray[] validation_set_resized_list = [.. range(len(validation_set4))
            .Select(i => cv2.resize(validation_set4[i], (32, 32)).reshape(1, 32, 32, 1))];

        train_set_resized = np.concatenate(train_set_resized_list);
        validation_set_resized = np.concatenate(validation_set_resized_list);
    }

    // In [41]:
    //   print('train_set_resized: ' + str(train_set_resized.shape))
    //   print('validation_set_resized: ' + str(validation_set_resized.shape))
    private void Cell41()
    {
        print("train_set_resized: " + str(train_set_resized.shape));
        print("validation_set_resized: " + str(validation_set_resized.shape));
    }

    // In [42]:
    //   train_set_resized_3=np.concatenate([train_set_resized,
    //                                                train_set_resized,
    //                                                train_set_resized], axis=3)
    //   validation_set_resized_3=np.concatenate([validation_set_resized,
    //                                                     validation_set_resized,
    //                                                     validation_set_resized], axis=3)
    private void Cell42()
    {
        train_set_resized_3 = np.concatenate([train_set_resized,
                                              train_set_resized,
                                              train_set_resized], axis: 3);
        validation_set_resized_3 = np.concatenate([validation_set_resized,
                                                   validation_set_resized,
                                                   validation_set_resized], axis: 3);
    }

    // In [43]:
    //   plt.imshow(train_set_resized_3[15])
    private void Cell43() => Out(43, plt.imshow(train_set_resized_3[15]));

    // In [44]:
    //   plt.imshow(train_images_flatten[15], cmap=plt.cm.binary)
    //   plt.show()
    private void Cell44()
    {
        plt.imshow(train_images_flatten[15], cmap: plt.cm.binary);
        plt.show();
    }

    // In [45]:
    //   model_transfer = models.Sequential()
    //   model_transfer.add(model_vgg)
    //   model_transfer.add(layers.Flatten())
    //   model_transfer.add(layers.Dropout(0.125))
    //   model_transfer.add(layers.Dense(64, activation='relu'))
    //   model_transfer.add(layers.Dropout(0.25))
    //   model_transfer.add(layers.Dense(NUM_CLASSES, activation='softmax'))
    //
    //   model_transfer.summary()
    private void Cell45()
    {
        model_transfer = models.Sequential();
        model_transfer.add(model_vgg);
        model_transfer.add(layers.Flatten());
        model_transfer.add(layers.Dropout(0.125));
        model_transfer.add(layers.Dense(64, activation: "relu"));
        model_transfer.add(layers.Dropout(0.25));
        model_transfer.add(layers.Dense(NUM_CLASSES, activation: "softmax"));

        model_transfer.summary();
    }

    // In [46]:
    //   print('This is the number of trainable weights '
    //   'before freezing the conv base:', len(model_transfer.trainable_weights))
    //
    //   model_vgg.trainable = False # False if we want to freeze the layers
    //                                # from the pre-trained part of the network
    //
    //   print('This is the number of trainable weights '
    //   'after freezing the conv base:', len(model_transfer.trainable_weights))
    private void Cell46()
    {
        print("This is the number of trainable weights " +
              "before freezing the conv base:", len(model_transfer.trainable_weights));

        model_vgg.trainable = false;

        print("This is the number of trainable weights " +
              "after freezing the conv base:", len(model_transfer.trainable_weights));
    }

    // In [47]:
    //   # Compilation step
    //   model_transfer.compile(optimizer=optimizers.RMSprop(lr=1e-4, momentum=0.9),
    //                         loss='categorical_crossentropy',
    //                         metrics=['accuracy'])
    //
    //   # Training step
    //   callbacks_list = [callbacks.EarlyStopping(monitor='loss', patience=5,),
    //                     callbacks.ModelCheckpoint(filepath='model_transfer.h5', monitor='val_loss', save_best_only=True,),
    //                     callbacks.ReduceLROnPlateau(monitor='val_loss', factor=0.1, patience=5)]
    //
    //   train_batchsize = 100
    //
    //   history_transfer = model_transfer.fit(
    //       train_datagen.flow(train_set_resized_3, train_labels, batch_size=train_batchsize),
    //       steps_per_epoch=len(train_set_resized_3)//train_batchsize,
    //       epochs=100,
    //       batch_size=train_batchsize,
    //       callbacks=callbacks_list,
    //       validation_data=(validation_set_resized_3, validation_labels),
    //       verbose=0)
    private void Cell47()
    {
        model_transfer.compile(optimizer: optimizers.RMSprop(lr: 1e-4, momentum: 0.9),
                               loss: "categorical_crossentropy",
                               metrics: ["accuracy"]);

        Callback[] callbacks_list = [callbacks.EarlyStopping(monitor: "loss", patience: 5),
                                     callbacks.ModelCheckpoint(filepath: "model_transfer.h5", monitor: "val_loss", save_best_only: true),
                                     callbacks.ReduceLROnPlateau(monitor: "val_loss", factor: 0.1, patience: 5)];

        train_batchsize = 100;

        history_transfer = model_transfer.fit(
            train_datagen.flow(train_set_resized_3, train_labels, batch_size: train_batchsize),
            steps_per_epoch: len(train_set_resized_3) / train_batchsize,
            epochs: pace.Epochs(TransferName, 100),
            batch_size: train_batchsize,
            callbacks: Watched(TransferName, callbacks_list),
            validation_data: (validation_set_resized_3, validation_labels),
            verbose: 0);
        AfterFit(TransferName, model_transfer, history_transfer);
    }

    // In [48]:
    //   history = pd.DataFrame(history_transfer.history)
    //   plot_history(history)
    private void Cell48()
    {
        history = pd.DataFrame(history_transfer.history);
        plot_history(history);
    }

    // In [49]:
    //   validation_loss_model_transfer, validation_acc_model_transfer = model_transfer.evaluate(
    //                                                   validation_set_resized_3,
    //                                                   validation_labels,
    //                                                   verbose=0)
    //
    //   print('validation_acc with model_dense:', round(validation_acc_model_dense, 3))
    //   print('validation_acc with model_conv:', round(validation_acc_model_conv, 3))
    //   print('validation_acc with model_conv2:', round(validation_acc_model_conv2, 3))
    //   print('validation_acc with model_data_aug:', round(validation_acc_data_aug, 3))
    //   print('validation_acc with model_transfer:', round(validation_acc_model_transfer, 3))
    private void Cell49()
    {
        (validation_loss_model_transfer, validation_acc_model_transfer) = model_transfer.evaluate(
                                                                            validation_set_resized_3,
                                                                            validation_labels,
                                                                            verbose: 0);
        Record(TransferName, model_transfer, validation_loss_model_transfer, validation_acc_model_transfer);
        print_acc("validation_acc with model_dense:", validation_acc_model_dense, 3);
        print_acc("validation_acc with model_conv:", validation_acc_model_conv, 3);
        print_acc("validation_acc with model_conv2:", validation_acc_model_conv2, 3);
        print_acc("validation_acc with model_data_aug:", validation_acc_data_aug, 3);
        print_acc("validation_acc with " + vgg.ModelName + ":", validation_acc_model_transfer, 3);
    }

    /// <summary>The name in results.json and on the screen: what random weights give is not called transfer learning's result.</summary>
    private string TransferName => vgg.IsPretrained ? "transfer" : "transfer_without_pretraining";
}
