import numpy as np
from keras.preprocessing import sequence
from keras.models import Sequential
from keras.layers import Dense, Embedding, LSTM

max_features = 50
maxlen = 8
np.random.seed(1)
texts = [[int(w) for w in np.random.randint(1, max_features, size=(n,))] for n in [3, 12, 5, 9, 20, 4, 7, 8]]
labels = np.array([0, 1, 0, 1, 1, 0, 1, 0])
x = sequence.pad_sequences(texts, maxlen=maxlen)
print('x shape:', x.shape)
model = Sequential()
model.add(Embedding(max_features, 16))
model.add(LSTM(8, dropout=0.2, recurrent_dropout=0.2))
model.add(Dense(1, activation='sigmoid'))
model.compile(loss='binary_crossentropy', optimizer='adam', metrics=['accuracy'])
history = model.fit(x, labels, batch_size=4, epochs=2, verbose=0)
score, acc = model.evaluate(x, labels, verbose=0)
print('epochs: %d' % len(history.history['loss']))
print('between 0 and 1:', 0 <= acc <= 1)
